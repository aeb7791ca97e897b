package io.fairlead.rdp;

/** What a session or a node counts. */
public enum Count {
    /** Datagrams sent. */
    SENT,
    /** Bytes of those. */
    SENT_BYTES,
    /** Datagrams received and taken. */
    RECEIVED,
    /** Bytes of those. */
    RECEIVED_BYTES,
    /** Reliable packets sent again. */
    RESENT,
    /** Reliable packets that came again. */
    DUPLICATES,
    /** Messages that were acknowledged. */
    DELIVERED,
    /** Messages that failed. */
    FAILED,
    /** Messages received whole. */
    MESSAGES,
    /** Datagrams that are not well-formed. */
    MALFORMED,
    /** Datagrams without the right code. */
    UNAUTHENTIC,
    /** Datagrams of a session that is not known. */
    STRANGERS,
    /** Datagrams of an incarnation that is over, or outside the window. */
    STALE,
    /** Messages that did not fit together or were too long. */
    BROKEN,
    /** Sessions refused because there are as many as may be. */
    REFUSED,
    /** Answers to strangers that a limit held back. */
    WITHHELD,
    /** Frames sent. */
    FRAMES_SENT,
    /** Frames dropped unsent because the other side or the path was too slow. */
    FRAMES_DROPPED,
    /** Fragments of frames sent again. */
    REPAIRS,
    /** Frames received whole. */
    FRAMES_RECEIVED,
    /** Frames lost on the way. */
    FRAMES_LOST,
    /** Fragments that did not fit their frame or the pipe. */
    MISALIGNED
}
