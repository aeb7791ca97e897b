package io.fairlead.dispatcher.balance;

/** What the checks have found. */
public enum Health {
    /** It answers, or nobody has checked. */
    UP,
    /** It answers and wants no clients. */
    RESERVED,
    /** It answers and is for the case that nothing else is there. */
    STANDBY,
    /** It does not answer. */
    DOWN
}
