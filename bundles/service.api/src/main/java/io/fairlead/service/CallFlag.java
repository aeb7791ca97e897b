package io.fairlead.service;

/** How a call is made, with the names and values of Tmax's header. */
public enum CallFlag {
    /** Where the call would have to wait for a free connection or a place, it fails with TPEBLOCK instead. */
    TPNOBLOCK(0x1),
    /** No reply is wanted; what the service answers is dropped. */
    TPNOREPLY(0x4),
    /** BLOCKTIME does not count. SVCTIME does. */
    TPNOTIME(0x20);

    private final int value;

    CallFlag(int value) {
        this.value = value;
    }

    /** Returns the bit that stands for it in a C program's flags. */
    public int value() {
        return value;
    }
}
