package io.fairlead.gateway.settings;

import io.fairlead.platform.log.Printable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A gateway environment file: three columns with blanks between them, address, port and ID; {@code #} begins a comment
 * (Gateway Guide, "Client Connection (Dedicated Method)" and "Multi-server Connection").
 *
 * @param path the file
 */
public record EnvironmentFile(Path path) {
    private static final long MAX_BYTES = 16 << 20;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_ID = 63;

    /** What is wrong in a file, with the place. */
    public static final class MistakeException extends Exception {
        private static final long serialVersionUID = 1L;

        MistakeException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Reads the file.
     *
     * @throws MistakeException where it cannot be read, or has a mistake: with the line and the column
     */
    public EnvironmentTable read() throws MistakeException {
        String text;
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new MistakeException(path + " is longer than " + MAX_BYTES + " bytes");
            }
            text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new MistakeException(
                    path + " cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
        return parse(text);
    }

    /** Returns what changes when the file is written. */
    public String stamp() {
        try {
            FileTime time = Files.getLastModifiedTime(path);
            return time + " " + Files.size(path);
        } catch (IOException gone) {
            return "gone";
        }
    }

    EnvironmentTable parse(String text) throws MistakeException {
        List<EnvironmentTable.Line> lines = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int number = 0;
        for (String raw : text.split("\n", -1)) {
            number++;
            int comment = raw.indexOf('#');
            String line = comment < 0 ? raw : raw.substring(0, comment);
            if (line.isBlank()) {
                continue;
            }
            EnvironmentTable.Line read = line(line, number);
            if (!seen.add(read.host() + " " + read.port())) {
                throw mistake(number, 1, read.host() + " with port " + read.port() + " is given twice");
            }
            if (!seen.add(read.id() + "/" + read.port())) {
                throw mistake(
                        number, line.lastIndexOf(read.id()) + 1, "the ID " + read.id() + " is given twice for a port");
            }
            lines.add(read);
        }
        return new EnvironmentTable(lines);
    }

    private EnvironmentTable.Line line(String line, int number) throws MistakeException {
        String[] words = line.strip().split("[ \t\r]+", -1);
        if (words.length != 3) {
            throw mistake(
                    number,
                    line.length() - line.stripLeading().length() + 1,
                    words.length + " words; write address, port and ID with blanks between them");
        }
        int portColumn = line.indexOf(words[1], line.indexOf(words[0]) + words[0].length()) + 1;
        if (!words[1].matches("[0-9]{1,5}")
                || Integer.parseInt(words[1]) < 1
                || Integer.parseInt(words[1]) > MAX_PORT) {
            throw mistake(number, portColumn, Printable.text(words[1]) + " is no port; write 1 to " + MAX_PORT);
        }
        if (words[2].length() > MAX_ID) {
            throw mistake(number, line.lastIndexOf(words[2]) + 1, "the ID is longer than " + MAX_ID + " characters");
        }
        return new EnvironmentTable.Line(host(words[0], number), Integer.parseInt(words[1]), words[2]);
    }

    /** Returns an address in the form that {@link InetAddress#getHostAddress} gives; IPv4 within IPv6 becomes IPv4. */
    private String host(String word, int number) throws MistakeException {
        if (!word.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            if (word.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,252}")) {
                return word;
            }
            throw mistake(number, 1, Printable.text(word) + " is no address");
        }
        try {
            if (word.indexOf(':') < 0 && !word.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
                throw mistake(number, 1, word + " is no address; write four numbers such as 61.33.32.123");
            }
            return InetAddress.getByName(word).getHostAddress();
        } catch (IOException e) {
            throw mistake(number, 1, word + " is no address");
        }
    }

    private MistakeException mistake(int line, int column, String what) {
        return new MistakeException(path.getFileName() + " line " + line + " column " + column + ": " + what);
    }
}
