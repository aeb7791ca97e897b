package io.fairlead.bench.swap.code;

import io.fairlead.transport.SessionState;
import io.fairlead.transport.StateRefusedException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What one generation of the protocol leaves to the next: a number of frames. */
final class CountState {
    private static final String SCHEMA = "bench.count";
    private static final int VERSION = 1;

    private CountState() {}

    static SessionState of(long frames) {
        return SessionState.of(
                SCHEMA, VERSION, ByteBuffer.allocate(Long.BYTES).putLong(frames).array());
    }

    /** Returns what is in the state, 0 where there is none. Without lambdas: in a swap each is linked within the pause. */
    static long read(Optional<SessionState> left) {
        if (left.isEmpty()) {
            return 0;
        }
        SessionState state = left.get();
        if (!state.schema().equals(SCHEMA) || state.version() != VERSION) {
            throw new StateRefusedException("only " + SCHEMA + " of version " + VERSION + " can be read");
        }
        return ByteBuffer.wrap(state.bytes()).getLong();
    }
}
