package io.fairlead.dispatcher.registry;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of the registry after includes, joined lines and comments have been dealt with.
 *
 * @param place where it begins
 * @param depth 0 in the registry's own file, 1 in one that it includes, and so on
 * @param text without comment and surrounding blanks; white space behind {@code =} is kept
 */
record RegistryLine(Place place, int depth, String text) {
    private static final int FIELDS = 4;

    /** Returns lines as one text, so that they can be kept like a setting. */
    static String join(List<RegistryLine> lines) {
        StringBuilder all = new StringBuilder();
        for (RegistryLine line : lines) {
            all.append(line.place.file())
                    .append('\t')
                    .append(line.place.line())
                    .append('\t')
                    .append(line.depth)
                    .append('\t')
                    .append(line.text)
                    .append('\n');
        }
        return all.toString();
    }

    /** Returns the lines of such a text. */
    static List<RegistryLine> split(String text) {
        List<RegistryLine> lines = new ArrayList<>();
        for (String each : text.split("\n", -1)) {
            String[] fields = each.split("\t", FIELDS);
            if (fields.length == FIELDS) {
                lines.add(new RegistryLine(
                        new Place(fields[0], Integer.parseInt(fields[1])), Integer.parseInt(fields[2]), fields[3]));
            }
        }
        return lines;
    }
}
