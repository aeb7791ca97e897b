package io.fairlead.rdp;

import io.fairlead.rdp.wire.Func;
import java.nio.ByteBuffer;

/** A message to be sent; compared by identity. */
final class Message {
    private final long id;
    private final Func func;
    private final int info;
    private final Delivery delivery;
    private final ByteBuffer data;

    /**
     * @param id its number, for {@link NodeListener}
     * @param func what it is
     * @param info the header's info
     * @param delivery how it is to arrive
     * @param data its bytes; read-only from here on
     */
    Message(long id, Func func, int info, Delivery delivery, ByteBuffer data) {
        this.id = id;
        this.func = func;
        this.info = info;
        this.delivery = delivery;
        this.data = data;
    }

    long id() {
        return id;
    }

    Func func() {
        return func;
    }

    int info() {
        return info;
    }

    Delivery delivery() {
        return delivery;
    }

    ByteBuffer data() {
        return data;
    }
}
