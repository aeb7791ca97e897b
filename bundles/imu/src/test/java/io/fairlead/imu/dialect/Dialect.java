package io.fairlead.imu.dialect;

import java.util.EnumSet;
import java.util.Set;

/** How each of the published clients writes requests, and what of a reply it cannot read. */
enum Dialect {
    PHP(Layout.TABS, EnumSet.of(Trap.ESCAPED_UNICODE, Trap.BYTE_AFTER_END, Trap.ARGS_NOT_ARRAY)),
    PERL(Layout.TABS, EnumSet.of(Trap.ESCAPED_UNICODE, Trap.LINE_AFTER_END, Trap.ARGS_NOT_ARRAY)),
    NODE(
            Layout.BARE,
            EnumSet.of(
                    Trap.BRACE_ALONE,
                    Trap.RAW_CR_LF,
                    Trap.DUPLICATE_NAME,
                    Trap.BINARY_IN_ARRAY,
                    Trap.EMPTY_BINARY,
                    Trap.TWO_REPLIES_IN_ONE_READ)),
    JAVA(
            Layout.TABS,
            EnumSet.of(
                    Trap.ESCAPED_UNICODE,
                    Trap.BYTE_AFTER_END,
                    Trap.BROKEN_UTF8,
                    Trap.NO_STATUS,
                    Trap.ARGS_NOT_ARRAY,
                    Trap.COUNT_NOT_LONG)),
    NET(
            Layout.TABS,
            EnumSet.of(
                    Trap.ESCAPED_UNICODE,
                    Trap.BYTE_AFTER_END,
                    Trap.BROKEN_UTF8,
                    Trap.NO_STATUS,
                    Trap.NO_RESULT,
                    Trap.NUMERIC_ID,
                    Trap.DUPLICATE_NAME,
                    Trap.EXPONENT,
                    Trap.COUNT_NOT_LONG)),
    PYTHON(
            Layout.SPACES,
            EnumSet.of(
                    Trap.LAST_CHUNK,
                    Trap.BROKEN_UTF8,
                    Trap.RAW_CONTROL,
                    Trap.STRING_END,
                    Trap.NO_ID,
                    Trap.BINARY_AT_ALL));

    /** How requests are laid out. */
    enum Layout {
        TABS,
        BARE,
        SPACES
    }

    /** What makes a client fail, hang or lose its place. */
    enum Trap {
        ESCAPED_UNICODE,
        BYTE_AFTER_END,
        LINE_AFTER_END,
        BRACE_ALONE,
        LAST_CHUNK,
        RAW_CR_LF,
        RAW_CONTROL,
        STRING_END,
        DUPLICATE_NAME,
        BINARY_AT_ALL,
        BINARY_IN_ARRAY,
        EMPTY_BINARY,
        TWO_REPLIES_IN_ONE_READ,
        BROKEN_UTF8,
        NO_STATUS,
        NO_RESULT,
        NO_ID,
        NUMERIC_ID,
        ARGS_NOT_ARRAY,
        COUNT_NOT_LONG,
        EXPONENT
    }

    private final Layout layout;
    private final String traps;

    Dialect(Layout layout, Set<Trap> traps) {
        this.layout = layout;
        this.traps = traps.toString();
    }

    Layout layout() {
        return layout;
    }

    boolean has(Trap trap) {
        return traps.matches(".*\\b" + trap.name() + "\\b.*");
    }

    /** Returns the kind of a group of terms as this client writes it. */
    String kind(String kind) {
        return this == JAVA || this == NET ? kind.toUpperCase(java.util.Locale.ROOT) : kind;
    }

    /** Returns whether optional parameters that are not given are sent as null. */
    boolean sendsNulls() {
        return this == NODE || this == PYTHON;
    }

    boolean readsBinaries() {
        return !has(Trap.BINARY_AT_ALL);
    }
}
