package io.fairlead.rdp;

/** How far a session is. */
public enum Phase {
    /** Asked for; no answer yet. */
    OPENING,
    /** Open. */
    OPEN,
    /** Nothing has been heard for the time-out; it is asked on whether the other side lives. */
    DOWN,
    /** The end was asked for; no answer yet. */
    CLOSING,
    /** Over; nothing happens any more. */
    CLOSED
}
