package io.fairlead.rdp.wire;

/** A datagram that is not taken; made without a stack trace, since a peer can cause any number of them. */
public final class PacketException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    /** @param fault what is wrong with it */
    public PacketException(Fault fault) {
        super(fault.name(), null, false, false);
        this.fault = fault;
    }

    /** Returns what is wrong with it. */
    public Fault fault() {
        return fault;
    }
}
