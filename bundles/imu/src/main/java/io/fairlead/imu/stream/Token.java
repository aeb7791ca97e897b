package io.fairlead.imu.stream;

/** The token that is being read, so that a cut anywhere inside it can be survived. */
enum Token {
    /** Between tokens. */
    NONE,
    /** Inside the quotes of a string or a quoted name. */
    STRING,
    /** Behind a backslash in a string. */
    ESCAPE,
    /** Inside a number. */
    NUMBER,
    /** Inside a bare name, or one of true, false and null. */
    WORD,
    /** Behind {@code *}, inside the digits of a binary value's length. */
    BINARY_LENGTH,
    /** On the rest of the line of a binary value's length. */
    BINARY_LINE,
    /** Inside the bytes of a binary value. */
    BINARY_BYTES
}
