package io.fairlead.imu.session;

import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;

/**
 * One connection to the admin port: a word a line, {@code status}, {@code stop KEY} or {@code quit}. Each is answered with
 * lines of text and an empty line.
 */
final class AdminSession implements ConnectionHandler {
    private static final int LINE_BYTES = 512;

    private final Connection connection;
    private final Administration administration;
    private final Executor workers;

    /** @param workers runs what may block */
    AdminSession(Connection connection, Administration administration, Executor workers) {
        this.connection = connection;
        this.administration = administration;
        this.workers = workers;
    }

    @Override
    public void onData(ByteBuffer bytes) {
        for (int at = bytes.position(); at < bytes.limit(); at++) {
            if (bytes.get(at) == '\n') {
                byte[] line = new byte[at + 1 - bytes.position()];
                bytes.get(line);
                answer(new String(line, StandardCharsets.UTF_8).strip());
            }
        }
        if (bytes.remaining() > LINE_BYTES) {
            bytes.position(bytes.limit());
            say("a line has at most " + LINE_BYTES + " bytes");
            connection.close();
        }
    }

    private void answer(String line) {
        if (line.equals("status")) {
            workers.execute(() -> later(administration.status()));
        } else if (line.startsWith("stop ")) {
            boolean stopping = administration.stop(line.substring(5).strip());
            say(stopping ? "stopping" : "wrong key: it stands in the key file, which the status names");
        } else if (line.equals("quit")) {
            connection.close();
        } else if (!line.isEmpty()) {
            say("write status, stop KEY or quit");
        }
    }

    private void later(String text) {
        connection.executor().execute(() -> say(text));
    }

    private void say(String text) {
        connection.write(ByteBuffer.wrap((text + "\n\n").getBytes(StandardCharsets.UTF_8)));
        connection.flush();
    }
}
