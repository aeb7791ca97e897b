package io.fairlead.imu.stream;

import java.util.List;

/**
 * A message that cannot be read or written, with an error id and arguments in the family's style, as a reply to the
 * peer carries them. It has no stack trace: it describes somebody else's mistake and hostile peers cause it at will.
 */
public final class StreamException extends RuntimeException implements PeerError {
    private static final long serialVersionUID = 1L;

    /** What sort of mistake it is. */
    public enum Kind {
        /** The bytes do not follow the grammar. */
        SYNTAX(false),
        /** The message asks for more than a limit allows. */
        LIMIT(false),
        /** A value that was to be written has no form on the wire. */
        VALUE(true);

        private final boolean connectionUsable;

        Kind(boolean connectionUsable) {
            this.connectionUsable = connectionUsable;
        }

        /** Says whether the connection can go on; otherwise nobody knows where the next message begins. */
        public boolean connectionUsable() {
            return connectionUsable;
        }
    }

    private final Kind kind;
    private final String id;
    private final List<Object> args;
    private final long offset;

    StreamException(Kind kind, String id, long offset, String message, Object... args) {
        super(id + ": " + message + (offset < 0 ? "" : " (byte " + offset + " of the message)"), null, false, false);
        this.kind = kind;
        this.id = id;
        this.offset = offset;
        this.args = List.of(args);
    }

    /** Returns what sort of mistake it is. */
    public Kind kind() {
        return kind;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<Object> args() {
        return args;
    }

    /** Returns the offset of the mistake from the first byte of its message, or -1 if it is not about bytes read. */
    public long offset() {
        return offset;
    }
}
