package io.fairlead.gateway.api;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * How a conversation ended.
 *
 * @param kind the way
 * @param reason why, one sentence, for the log; empty for a normal end
 * @param state what the next run goes on with; empty unless moved
 */
public record Ending(Kind kind, String reason, ByteBuffer state) {
    /** The way a conversation ended. */
    public enum Kind {
        /** The connection is closed; nothing is logged. */
        NORMAL,
        /** The connection is closed and the reason logged. */
        ABNORMAL,
        /** The connection stays; the program's next version goes on. */
        MOVED
    }

    public Ending {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
        state = state.asReadOnlyBuffer();
    }

    /** Returns an end without an error. */
    public static Ending normal() {
        return new Ending(Kind.NORMAL, "", Decoded.NONE);
    }

    /** Returns an end that is logged. */
    public static Ending abnormal(String reason) {
        return new Ending(Kind.ABNORMAL, reason, Decoded.NONE);
    }

    /**
     * Returns the answer to {@link Conversation.Event#MOVE}: the connection stays, and {@link SessionProgram#run} of the
     * next version is called with this state.
     *
     * @param state what {@link Conversation#state()} gives then; of any form, but the program's next version must read it
     */
    public static Ending moved(ByteBuffer state) {
        return new Ending(Kind.MOVED, "", state);
    }
}
