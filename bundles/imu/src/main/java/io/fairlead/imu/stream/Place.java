package io.fairlead.imu.stream;

/** Where in the grammar a message is between two tokens, and what may come next. */
enum Place {
    START("an object in braces"),
    NAME("a name or a closing brace"),
    COLON("a colon"),
    VALUE("a value"),
    AFTER_MEMBER("a comma, a name or a closing brace"),
    ELEMENT("a value or a closing bracket"),
    AFTER_ELEMENT("a comma, a value or a closing bracket");

    private final String expected;

    Place(String expected) {
        this.expected = expected;
    }

    /** Says in words what may come next. */
    String expected() {
        return expected;
    }

    boolean takesName() {
        return this == NAME || this == AFTER_MEMBER;
    }

    boolean takesValue() {
        return this == VALUE || this == ELEMENT || this == AFTER_ELEMENT;
    }
}
