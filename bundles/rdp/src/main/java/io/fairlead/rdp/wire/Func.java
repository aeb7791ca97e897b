package io.fairlead.rdp.wire;

/** What a packet asks for or answers: the function of its header. The numbers of the published form are not public. */
public enum Func {
    /** Asks for a session; answered by {@link #CHAL}, {@link #OPENED} or {@link #ERR}. */
    OPEN(1),
    /** A cookie that the next {@link #OPEN} has to bring, so that nothing is kept for an unproved address. */
    CHAL(2),
    /** The session is open. */
    OPENED(3),
    /** Ends the session. */
    CLOSE(4),
    /** The session has ended. */
    CLOSED(5),
    /** Asks whether the other side lives. */
    PING(6),
    /** It does; never longer than its {@link #PING}. */
    PONG(7),
    /** A receipt: what has arrived. */
    RCPT(8),
    /** A packet of a session that is not known here. */
    RST(9),
    /** Sets properties. */
    SET(10),
    /** Properties were set, or have changed. */
    ACK(11),
    /** Asks for properties' values. */
    GET(12),
    /** Properties' values. */
    RET(13),
    /** Asks for the names of properties. */
    KEYS(14),
    /** The names of properties. */
    KEYR(15),
    /** Adds a channel. */
    ADDC(16),
    /** The channel was added. */
    ADDED(17),
    /** Deletes a channel. */
    DELC(18),
    /** The channel was deleted. */
    DELD(19),
    /** Modifies a channel's reduction for plots. */
    MODIFY(20),
    /** What the reduction is now. */
    MODD(21),
    /** A pipe's new header. */
    CHDR(22),
    /** A pipe's data. */
    DATA(23),
    /** Asks for fragments again. */
    NAK(24),
    /** A message of the application's own. */
    MSG(25),
    /** A refusal. */
    ERR(26),
    /** Opens a file. */
    MOPEN(32),
    /** What the file is. */
    MINFO(33),
    /** Asks for blocks. */
    MREQ(34),
    /** A block. */
    MDATA(35),
    /** Closes a file. */
    MCLOSE(36),
    /** A file is refused. */
    MERR(37);

    private final int standard;

    Func(int standard) {
        this.standard = standard;
    }

    /** Returns the number of RAW profile 1, from 0 to 255; {@link Opcodes} may know another. */
    public int standard() {
        return standard;
    }
}
