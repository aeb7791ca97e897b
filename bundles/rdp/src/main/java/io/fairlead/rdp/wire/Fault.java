package io.fairlead.rdp.wire;

/** Why a datagram is not taken. */
public enum Fault {
    /** It ends before its header does. */
    TRUNCATED,
    /** It is longer than 33,024 bytes. */
    OVERSIZE,
    /** Its sequence number is of a protocol that is not spoken here (-2 to -128). */
    SEQUENCE,
    /** Its data type is reserved (4 to 15). */
    TYPE,
    /** Its adjunct header is longer than the datagram, negative, or shorter than the values that the flag names. */
    ADJUNCT,
    /** Its numbers are written in a form that is not known. */
    REPRESENTATION,
    /** Its extension block is of another version or is cut short. */
    EXTENSION,
    /** Its data is not what its function needs. */
    DATA
}
