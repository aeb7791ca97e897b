package io.fairlead.service;

import java.nio.ByteBuffer;
import java.util.Map;

/**
 * What a service answers.
 *
 * @param data the bytes, read-only; each call of {@link #data()} gives a view with a position of its own
 * @param properties what is known beside the bytes, in the words of {@link Request}
 * @param userCode the service's own number ({@code tpurcode}), 0 where it gave none
 */
public record Reply(ByteBuffer data, Map<String, String> properties, int userCode) {
    public Reply {
        data = data.asReadOnlyBuffer();
        properties = Map.copyOf(properties);
    }

    /** Returns a reply without properties. */
    public static Reply of(ByteBuffer data) {
        return new Reply(data, Map.of(), 0);
    }

    /** Returns a reply of these bytes, which must not be changed any more. */
    public static Reply of(byte[] data) {
        return of(ByteBuffer.wrap(data));
    }

    /** Returns the bytes, as a view with a position of its own. */
    @Override
    public ByteBuffer data() {
        return data.duplicate();
    }

    /** Returns a copy of the bytes. */
    public byte[] bytes() {
        byte[] copy = new byte[data.remaining()];
        data.duplicate().get(copy);
        return copy;
    }
}
