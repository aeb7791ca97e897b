package io.fairlead.gateway.tmax;

import io.fairlead.platform.settings.SettingsReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A gateway's settings from a Tmax environment file: {@code file} names it, {@code server} the gateway in it where there
 * are several, and {@code strict} refuses a file with slips instead of mending them. What stands beside {@code file}
 * wins over what stands in it.
 */
public final class TmaxSettings {
    /**
     * A property that holds the text of the file, so that what was good is kept with the other properties and a file
     * that is damaged later does not count.
     */
    static final String FILE_TEXT = ":tmax";

    /** Stands before the text, so that no blank line at its beginning is lost. */
    private static final String FIRST = "|";

    private static final String FILE = "file";
    private static final String STRICT = "strict";
    private static final int MAX_FILE_BYTES = 1 << 20;

    private TmaxSettings() {}

    /**
     * Lets a gateway's settings fall back on the file that they name; without {@code file} nothing happens.
     *
     * @param in the settings; mistakes are told to it
     * @param home where relative paths begin
     * @return what a person should know about the file, one sentence each, with file and line
     */
    public static List<String> read(SettingsReader in, Path home) {
        Optional<String> name = in.text(FILE);
        Optional<String> server = in.text("server");
        boolean strict = in.flag(STRICT, false);
        if (name.isEmpty()) {
            return List.of();
        }
        Path path = home.resolve(name.get());
        Slips slips = new Slips(String.valueOf(path.getFileName()));
        try {
            Optional<String> kept = in.text(FILE_TEXT);
            String text = kept.isPresent() ? kept.get().substring(FIRST.length()) : text(path);
            Path folder = path.toAbsolutePath().getParent();
            Map<String, String> settings =
                    new HashMap<>(new Derivation(TmaxFile.parse(text, slips), folder == null ? home : folder, slips)
                            .settings(server));
            if (in.text("framing").isPresent()) {
                settings.remove("session");
            }
            in.fallBackOn(settings);
        } catch (TmaxException | IOException mistake) {
            in.refuse(FILE, String.valueOf(mistake.getMessage()), "mend the file and save it");
        }
        return tell(in, strict, slips);
    }

    /**
     * Returns settings with the text of the file that they name, as it is now; without it where it cannot be read.
     *
     * @param properties the settings as pushed, or as this gave them before
     * @param home where relative paths begin
     */
    public static Map<String, Object> withText(Map<String, ?> properties, Path home) {
        Map<String, Object> whole = new HashMap<>(properties);
        whole.remove(FILE_TEXT);
        Object name = properties.get(FILE);
        if (name != null && !name.toString().isBlank()) {
            try {
                whole.put(FILE_TEXT, FIRST + text(home.resolve(name.toString().strip())));
            } catch (IOException unreadable) {
                return whole;
            }
        }
        return whole;
    }

    private static String text(Path path) throws IOException {
        if (!Files.isReadable(path)) {
            throw new IOException("cannot be read");
        }
        if (Files.size(path) > MAX_FILE_BYTES) {
            throw new IOException("is longer than " + MAX_FILE_BYTES + " bytes");
        }
        return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    }

    private static List<String> tell(SettingsReader in, boolean strict, Slips slips) {
        List<String> notices = new ArrayList<>(slips.notices());
        for (String slip : slips.slips()) {
            if (strict) {
                in.refuse(FILE, slip, "mend it, or write strict = no");
            } else {
                notices.add(slip);
            }
        }
        return notices;
    }
}
