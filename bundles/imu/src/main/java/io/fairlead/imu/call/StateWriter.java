package io.fairlead.imu.call;

import io.fairlead.transport.SessionState;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Writes state for the next code: small things into one part, large buffers as parts of their own, without copying. */
public final class StateWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final List<ByteBuffer> buffers = new ArrayList<>();

    /** Writes a whole number. */
    public void number(long value) {
        write(() -> out.writeLong(value));
    }

    /** Writes a truth. */
    public void flag(boolean value) {
        write(() -> out.writeBoolean(value));
    }

    /** Writes a text of any length. */
    public void text(String value) {
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes bytes. */
    public void bytes(byte[] value) {
        write(() -> {
            out.writeInt(value.length);
            out.write(value);
        });
    }

    /** Writes texts. */
    public void texts(Collection<String> values) {
        number(values.size());
        values.forEach(this::text);
    }

    /** Writes a text, or that there is none. */
    public void optional(Optional<String> value) {
        flag(value.isPresent());
        value.ifPresent(this::text);
    }

    /** Writes an id. */
    public void id(Id id) {
        number(id.high());
        number(id.low());
    }

    /** Hands a buffer over by reference. */
    public void buffer(ByteBuffer buffer) {
        buffers.add(buffer.asReadOnlyBuffer());
    }

    /** Returns all that was written. */
    public SessionState state(String schema, int version) {
        List<ByteBuffer> parts = new ArrayList<>(buffers.size() + 1);
        parts.add(ByteBuffer.wrap(bytes.toByteArray()));
        parts.addAll(buffers);
        return new SessionState(schema, version, parts);
    }

    private static void write(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Write {
        void run() throws IOException;
    }
}
