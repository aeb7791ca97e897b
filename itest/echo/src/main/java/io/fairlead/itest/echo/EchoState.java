package io.fairlead.itest.echo;

import io.fairlead.transport.SessionState;
import io.fairlead.transport.StateRefusedException;
import java.nio.ByteBuffer;

/** What one echo leaves to the next: a number of messages, for the group and for each connection. */
final class EchoState {
    private static final String GROUP = "echo.group";
    private static final String CONNECTION = "echo.connection";
    private static final int VERSION = 1;

    private EchoState() {}

    static SessionState ofGroup(long messages) {
        return of(GROUP, messages);
    }

    static SessionState ofConnection(long messages) {
        return of(CONNECTION, messages);
    }

    static long readGroup(SessionState state) {
        return read(GROUP, state);
    }

    static long readConnection(SessionState state) {
        return read(CONNECTION, state);
    }

    private static SessionState of(String schema, long messages) {
        return SessionState.of(
                schema,
                VERSION,
                ByteBuffer.allocate(Long.BYTES).putLong(messages).array());
    }

    private static long read(String schema, SessionState state) {
        if (!state.schema().equals(schema) || state.version() != VERSION) {
            throw new StateRefusedException("A state " + state.schema() + " of version " + state.version()
                    + " came; only " + schema + " of version " + VERSION + " can be read.");
        }
        return ByteBuffer.wrap(state.bytes()).getLong();
    }
}
