package io.fairlead.dispatcher.registry;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a registry's file with all that it includes. A {@code \} at a line's end joins it to the next; {@code #} begins
 * a comment where the line or a blank is before it. Included files are found relative to the instance's folder, and
 * where there is none beside the registry's own file.
 */
public final class RegistryFiles {
    private static final int MAX_FILE_BYTES = 4 << 20;
    private static final int MAX_LINES = 100_000;
    private static final int MAX_DEPTH = 16;
    private static final String INCLUDE = "%include";

    private final Path home;
    private final Path main;
    private final List<RegistryLine> lines = new ArrayList<>();
    private final List<Path> open = new ArrayList<>();

    private RegistryFiles(Path home, Path main) {
        this.home = home;
        this.main = main;
    }

    /**
     * Returns all lines as one text for {@link RegistryReader}. An include that cannot be read stays in it, with the
     * reason, and is a mistake there.
     *
     * @param home the instance's folder
     * @param file the registry's own file, relative to it or absolute
     * @throws IOException where that file cannot be read
     */
    public static String read(Path home, String file) throws IOException {
        Path main = home.resolve(file);
        RegistryFiles files = new RegistryFiles(home, main);
        files.add(main, file, 0, "");
        return RegistryLine.join(files.lines);
    }

    private void add(Path path, String name, int depth, String prefix) throws IOException {
        List<String> raw = text(path).lines().toList();
        open.add(path.normalize());
        StringBuilder joined = new StringBuilder();
        int begun = 0;
        for (int i = 0; i < raw.size(); i++) {
            String line = withoutComment(raw.get(i));
            if (joined.isEmpty()) {
                begun = i + 1;
            }
            if (line.endsWith("\\") && i + 1 < raw.size()) {
                joined.append(line, 0, line.length() - 1).append(' ');
            } else {
                joined.append(line.endsWith("\\") ? line.substring(0, line.length() - 1) : line);
                take(new Place(name, begun), depth, prefix, joined.toString());
                joined.setLength(0);
            }
        }
        open.remove(open.size() - 1);
    }

    private static String text(Path path) throws IOException {
        if (Files.size(path) > MAX_FILE_BYTES) {
            throw new IOException("it is larger than " + MAX_FILE_BYTES + " bytes");
        }
        try {
            return Files.readString(path);
        } catch (CharacterCodingException e) {
            throw new IOException("it is not UTF-8", e);
        }
    }

    private void take(Place place, int depth, String prefix, String line) throws IOException {
        String text = line.stripLeading();
        if (text.isBlank()) {
            return;
        }
        if (text.startsWith(INCLUDE)) {
            include(place, depth, text);
            return;
        }
        if (lines.size() == MAX_LINES) {
            throw new IOException("there are more than " + MAX_LINES + " lines");
        }
        lines.add(new RegistryLine(place, depth, prefix + text));
    }

    private void include(Place place, int depth, String text) {
        String[] halves = text.substring(INCLUDE.length()).split("\\|", 2);
        String name = halves[0].strip();
        String prefix = halves.length > 1 ? halves[1].stripLeading() : "";
        Path path = find(name);
        try {
            if (depth == MAX_DEPTH) {
                throw new IOException("files are included more than " + MAX_DEPTH + " deep");
            }
            if (open.contains(path.normalize())) {
                throw new IOException("it includes itself: " + open + " and again " + name);
            }
            add(path, name, depth + 1, prefix);
        } catch (IOException e) {
            lines.add(new RegistryLine(
                    place, depth, INCLUDE + " " + name + "\t" + e.getClass().getSimpleName() + ": " + e.getMessage()));
        }
    }

    private Path find(String name) {
        Path fromHome = home.resolve(name);
        return Files.exists(fromHome) ? fromHome : main.resolveSibling(name);
    }

    private static String withoutComment(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '#' && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
                return line.substring(0, i);
            }
        }
        return line;
    }
}
