package io.fairlead.platform.log;

/** Makes text that came from outside safe for a line of a log or a terminal. */
public final class Printable {
    private Printable() {}

    /** Returns the text with each control character, line break and direction mark in it written as its number. */
    public static String text(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            int type = Character.getType(c);
            if (type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                safe.append(String.format("\\u%04x", c));
            } else {
                safe.append((char) c);
            }
        });
        return safe.toString();
    }
}
