package io.fairlead.dispatcher.serve;

import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import java.nio.ByteBuffer;

/** A server for trying clients: answers with what it gets, and ends when the client does. */
public final class Bounce implements ConnectionHandler {
    /** The role of its port. */
    public static final String ROLE = "bounce";

    private final Connection connection;

    Bounce(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void onData(ByteBuffer bytes) {
        connection.write(bytes);
        if (!connection.isWritable()) {
            connection.pauseReading();
        }
    }

    @Override
    public void onWritable() {
        connection.resumeReading();
    }
}
