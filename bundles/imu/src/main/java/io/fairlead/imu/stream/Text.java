package io.fairlead.imu.stream;

import java.util.Arrays;

/**
 * A growing byte array that is written in the strict subset: strings in raw UTF-8, never {@code \}{@code u}, no raw
 * CR LF, no control characters but LF and TAB.
 */
final class Text {
    private static final int LINE_TABS = 64;
    private static final byte[] LINE = line();
    private static final boolean[] PLAIN = plain();
    private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

    byte[] bytes;
    int size;

    Text(int capacity) {
        bytes = new byte[capacity];
    }

    private static byte[] line() {
        byte[] line = new byte[2 + LINE_TABS];
        Arrays.fill(line, (byte) '\t');
        line[0] = '\r';
        line[1] = '\n';
        return line;
    }

    private static boolean[] plain() {
        boolean[] plain = new boolean[128];
        Arrays.fill(plain, ' ', 128, true);
        plain['"'] = false;
        plain['\\'] = false;
        return plain;
    }

    /** Makes room for {@code count} more bytes. */
    void ensure(long count) {
        if (count > bytes.length - size) {
            long wanted = Math.max(size + count, bytes.length * 2L);
            if (size + count > Integer.MAX_VALUE - 8) {
                throw new OutOfMemoryError("a reply's held part would exceed 2 GiB");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
        }
    }

    void raw(int character) {
        ensure(1);
        bytes[size++] = (byte) character;
    }

    void raw(byte[] source) {
        ensure(source.length);
        System.arraycopy(source, 0, bytes, size, source.length);
        size += source.length;
    }

    void ascii(String text) {
        int length = text.length();
        ensure(length);
        for (int i = 0; i < length; i++) {
            bytes[size + i] = (byte) text.charAt(i);
        }
        size += length;
    }

    /** Ends a line and begins the next with so many tabs. */
    void newLine(int tabs) {
        ensure(2L + tabs);
        int first = Math.min(tabs, LINE_TABS);
        System.arraycopy(LINE, 0, bytes, size, 2 + first);
        size += 2 + first;
        for (int i = first; i < tabs; i++) {
            bytes[size++] = '\t';
        }
    }

    void separator() {
        ensure(3);
        bytes[size++] = ' ';
        bytes[size++] = ':';
        bytes[size++] = ' ';
    }

    /** Opens a gap of blanks at an earlier place. */
    void blanks(int at, int count) {
        ensure(count);
        System.arraycopy(bytes, at, bytes, at + count, size - at);
        Arrays.fill(bytes, at, at + count, (byte) ' ');
        size += count;
    }

    void number(long value) {
        if (value == Long.MIN_VALUE) {
            ascii("-9223372036854775808");
            return;
        }
        ensure(20);
        long rest = value;
        if (rest < 0) {
            bytes[size++] = '-';
            rest = -rest;
        }
        int end = size + digits(rest);
        size = end;
        do {
            bytes[--end] = (byte) ('0' + (rest % 10));
            rest /= 10;
        } while (rest != 0);
    }

    private static int digits(long value) {
        int digits = 1;
        for (long rest = value; rest > 9; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /** Writes a string value in quotes. */
    void quoted(String text) {
        quoted(text, false);
    }

    /** Writes the name of a member in quotes, on one line whatever it holds. */
    void quotedName(String text) {
        quoted(text, true);
    }

    private void quoted(String text, boolean oneLine) {
        int length = text.length();
        ensure(length + 2L);
        bytes[size++] = '"';
        int i = 0;
        while (i < length) {
            char c = text.charAt(i);
            if (c >= 128 || !PLAIN[c]) {
                break;
            }
            bytes[size++] = (byte) c;
            i++;
        }
        if (i < length) {
            ensure(3L * (length - i) + 1);
            rest(text, i, oneLine);
        }
        bytes[size++] = '"';
    }

    private void rest(String text, int from, boolean oneLine) {
        int length = text.length();
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (c < 128) {
                if (PLAIN[c]) {
                    bytes[size++] = (byte) c;
                } else {
                    special(c, oneLine);
                }
            } else if (c < 0x800) {
                bytes[size++] = (byte) (0xC0 | (c >> 6));
                bytes[size++] = (byte) (0x80 | (c & 0x3F));
            } else if (!Character.isSurrogate(c)) {
                bytes[size++] = (byte) (0xE0 | (c >> 12));
                bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                bytes[size++] = (byte) (0x80 | (c & 0x3F));
            } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                supplementary(Character.toCodePoint(c, text.charAt(i)));
            } else {
                System.arraycopy(REPLACEMENT, 0, bytes, size, REPLACEMENT.length);
                size += REPLACEMENT.length;
            }
        }
    }

    /**
     * Says whether a raw line end after what was written last could be taken for the end of the string by a client that
     * looks for a quote, or a quote and a comma, at the end of a line; or stands behind a CR.
     */
    private boolean endsString() {
        byte last = bytes[size - 1];
        return last == '"' || last == ',' || (last == 'r' && bytes[size - 2] == '\\');
    }

    private void supplementary(int codePoint) {
        bytes[size++] = (byte) (0xF0 | (codePoint >> 18));
        bytes[size++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
        bytes[size++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
        bytes[size++] = (byte) (0x80 | (codePoint & 0x3F));
    }

    private void special(char c, boolean oneLine) {
        switch (c) {
            case '"', '\\' -> escape(c);
            case '\r' -> escape('r');
            case '\f' -> escape('f');
            case '\n' -> {
                if (oneLine || endsString()) {
                    escape('n');
                } else {
                    bytes[size++] = '\n';
                }
            }
            case '\t' -> {
                if (oneLine) {
                    escape('t');
                } else {
                    bytes[size++] = '\t';
                }
            }
            default -> {
                // Other control characters have no form that every client reads.
            }
        }
    }

    private void escape(char letter) {
        bytes[size++] = '\\';
        bytes[size++] = (byte) letter;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
