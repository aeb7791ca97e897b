package io.fairlead.shell.command;

import io.fairlead.platform.log.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Aligned columns in at most {@value #WIDTH} characters a line; the last column is broken between words. */
final class Table {
    static final int WIDTH = 100;

    private static final int LEAST_LAST = 20;
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;

    Table(String... headings) {
        columns = headings.length;
        rows.add(List.of(headings));
    }

    /** Adds a row; as many cells as there are headings. */
    Table row(Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns + " columns");
        }
        rows.add(Arrays.stream(cells)
                .map(cell -> Printable.text(cell.toString()))
                .toList());
        return this;
    }

    @Override
    public String toString() {
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        int before = 0;
        for (int i = 0; i < columns - 1; i++) {
            before += widths[i] + GAP.length();
        }
        int room = Math.max(LEAST_LAST, WIDTH - before);
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns - 1; i++) {
                line.append(row.get(i))
                        .append(" ".repeat(widths[i] - row.get(i).length()))
                        .append(GAP);
            }
            for (String part : wrap(row.get(columns - 1), room)) {
                text.append(line.append(part).toString().stripTrailing()).append('\n');
                line.setLength(0);
                line.append(" ".repeat(before));
            }
        }
        return text.toString();
    }

    /** Breaks a text between words into lines of at most so many characters; a longer word has a line of its own. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
