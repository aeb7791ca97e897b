package io.fairlead.imu.stream;

/** Names of members as they will be read on the other side. */
final class Names {
    private Names() {}

    /** Says whether the encoder would drop or replace a character of the name. */
    static boolean needsCleaning(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (isDropped(c) || Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the name as the other side will read it. */
    static String clean(String name) {
        StringBuilder clean = new StringBuilder(name.length());
        name.codePoints().filter(c -> !isDropped(c)).forEach(c -> {
            boolean unpaired = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            clean.appendCodePoint(unpaired ? 0xFFFD : c);
        });
        return clean.toString();
    }

    private static boolean isDropped(int c) {
        return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f';
    }
}
