package io.fairlead.rmif;

import io.fairlead.rdp.Delivery;
import io.fairlead.rdp.Session;
import io.fairlead.rdp.wire.Func;
import io.fairlead.rdp.wire.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes messages into sessions. */
final class Answers {
    private static final int ERROR_HEAD = 8;

    private Answers() {}

    static void send(Session session, Func func, int info, String text) {
        send(session, func, info, text, ByteBuffer.allocate(0));
    }

    static void send(Session session, Func func, int info, Table table) {
        send(session, func, info, table.toString());
    }

    static void send(Session session, Func func, int info, String text, ByteBuffer tail) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer data = ByteBuffer.allocate(bytes.length + tail.remaining());
        data.put(bytes).put(tail.duplicate()).flip();
        session.send(func, info, Delivery.IN_ORDER, data);
    }

    /** Refuses a request: code, the function that is refused, nothing more of it, and a sentence. */
    static void refuse(Session session, Func refused, int code, String sentence) {
        byte[] bytes = sentence.getBytes(StandardCharsets.UTF_8);
        ByteBuffer data = ByteBuffer.allocate(ERROR_HEAD + bytes.length);
        data.putShort((short) code)
                .putShort((short) session.settings().opcodes().code(refused))
                .putInt(0);
        session.send(Func.ERR, 0, Delivery.IN_ORDER, data.put(bytes).flip());
    }
}
