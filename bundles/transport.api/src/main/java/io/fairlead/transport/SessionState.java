package io.fairlead.transport;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * What one protocol leaves to the next: JDK types only, so that no class of the old code is held, and plain bytes, so
 * that it can be written to a stream. Buffers are passed by reference and are not copied.
 *
 * @param schema what the bytes are, such as {@code imu.context}
 * @param version the schema's version, from 1
 * @param parts the bytes; read-only
 */
public record SessionState(String schema, int version, List<ByteBuffer> parts) {
    public SessionState {
        Objects.requireNonNull(schema, "schema");
        parts = parts.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
    }

    /** Returns a state of one part. */
    public static SessionState of(String schema, int version, byte[] bytes) {
        return new SessionState(schema, version, List.of(ByteBuffer.wrap(bytes)));
    }

    /** Returns a copy of all parts' bytes in one piece. */
    public byte[] bytes() {
        byte[] all = new byte[parts.stream().mapToInt(ByteBuffer::remaining).sum()];
        ByteBuffer out = ByteBuffer.wrap(all);
        parts.forEach(part -> out.put(part.duplicate()));
        return all;
    }
}
