package io.fairlead.imu.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The lines of an {@code imuserver.conf}: a word, then {@code =}, {@code :} or a blank, then the value; {@code #} begins
 * a comment where a word or a blank before it ends. Of a word that is given twice the last counts, save
 * {@code watermarking}, which may be repeated.
 *
 * @param entries the settings in the order of the file
 */
record ImuserverConf(List<Entry> entries) {
    /**
     * One setting.
     *
     * @param line counted from 1
     * @param key in lower case
     * @param value without quotes; may be empty
     */
    record Entry(int line, String key, String value) {}

    ImuserverConf {
        entries = List.copyOf(entries);
    }

    static ImuserverConf parse(String text) {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = withoutComment(number == 1 ? raw.replaceFirst("^\uFEFF", "") : raw)
                    .strip();
            if (!line.isEmpty()) {
                entries.add(entry(number, line));
            }
        }
        return new ImuserverConf(entries);
    }

    private static String withoutComment(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '#' && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
                return line.substring(0, i);
            }
        }
        return line;
    }

    private static Entry entry(int number, String line) {
        int end = 0;
        while (end < line.length() && "=: \t".indexOf(line.charAt(end)) < 0) {
            end++;
        }
        String value = line.substring(end).strip();
        if (!value.isEmpty() && "=:".indexOf(value.charAt(0)) >= 0) {
            value = value.substring(1).strip();
        }
        if (value.length() > 1 && "\"'".indexOf(value.charAt(0)) >= 0 && value.endsWith(value.substring(0, 1))) {
            value = value.substring(1, value.length() - 1);
        }
        return new Entry(number, line.substring(0, end).toLowerCase(Locale.ROOT), value);
    }

    /** Returns the last line that gives a setting. */
    Optional<Entry> last(String key) {
        return entries.stream().filter(entry -> entry.key().equals(key)).reduce((earlier, later) -> later);
    }
}
