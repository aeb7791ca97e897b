package io.fairlead.launcher;

/** Makes text harmless to a terminal and to whoever reads a log by lines. */
final class Escape {
    private Escape() {}

    /** Appends text with every control character, line separator and direction override written as an escape. */
    static void append(StringBuilder to, CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isHarmless(c)) {
                to.append(c);
            } else if (c == '\n') {
                to.append("\\n");
            } else if (c == '\r') {
                to.append("\\r");
            } else {
                to.append("\\u");
                String hex = Integer.toHexString(c);
                to.append("0".repeat(4 - hex.length())).append(hex);
            }
        }
    }

    /** Returns the text on one line, as {@link #append} writes it. */
    static String line(CharSequence text) {
        StringBuilder line = new StringBuilder(text.length());
        append(line, text);
        return line.toString();
    }

    private static boolean isHarmless(char c) {
        if ((c >= ' ' && c < 0x7f) || c == '\t') {
            return true;
        }
        int type = Character.getType(c);
        return c > 0x9f
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
