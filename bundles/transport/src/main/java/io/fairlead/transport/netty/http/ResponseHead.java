package io.fairlead.transport.netty.http;

import io.fairlead.transport.HttpHeaders;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.function.BiConsumer;

/**
 * A response's head, written straight into the buffer that also takes the body, so that a short reply is one piece. How
 * the body ends is settled here (RFC 9112 section 6).
 */
final class ResponseHead implements BiConsumer<String, String> {
    /** The length of a body that has no {@code Content-Length}. */
    static final long UNKNOWN = -1;

    private final ByteBuf out;
    private long length = UNKNOWN;
    private boolean dated;
    private boolean closes;

    private ResponseHead(ByteBuf out) {
        this.out = out;
    }

    /**
     * How a response's body is sent.
     *
     * @param length bytes, or {@link #UNKNOWN}
     * @param none there is no body, whatever the fields say
     * @param chunked it is sent in chunks
     * @param keepAlive the connection goes on after it
     */
    record Framing(long length, boolean none, boolean chunked, boolean keepAlive) {}

    /**
     * Writes a head.
     *
     * @param out takes it
     * @param status the status code
     * @param headers the handler's fields; those of the transport are left out
     * @param date the present time's field
     * @param http11 whether the request was HTTP/1.1
     * @param headOnly whether the request's method was {@code HEAD}
     * @param keepAlive whether the connection may go on
     * @return how the body is to be sent
     */
    static Framing write(
            ByteBuf out,
            int status,
            HttpHeaders headers,
            HttpDate date,
            boolean http11,
            boolean headOnly,
            boolean keepAlive) {
        ByteBufUtil.writeAscii(out, "HTTP/1.1 ");
        digits(out, status);
        out.writeByte(' ');
        ByteBufUtil.writeAscii(out, HttpResponseStatus.valueOf(status).reasonPhrase());
        out.writeShort('\r' << 8 | '\n');
        ResponseHead head = new ResponseHead(out);
        headers.forEach(head);
        if (!head.dated) {
            out.writeBytes(date.line());
        }
        boolean none = headOnly || status == 204 || status == 304;
        boolean chunked = !none && head.length == UNKNOWN && http11;
        boolean goesOn = keepAlive && !head.closes && (http11 || none || head.length != UNKNOWN);
        if (chunked) {
            ByteBufUtil.writeAscii(out, "Transfer-Encoding: chunked\r\n");
        }
        if (!goesOn) {
            ByteBufUtil.writeAscii(out, "Connection: close\r\n");
        } else if (!http11) {
            ByteBufUtil.writeAscii(out, "Connection: keep-alive\r\n");
        }
        out.writeShort('\r' << 8 | '\n');
        return new Framing(head.length, none, chunked, goesOn);
    }

    @Override
    public void accept(String name, String value) {
        switch (name.length()) {
            case 4 -> dated |= name.equalsIgnoreCase("Date");
            case 10 -> {
                if (name.equalsIgnoreCase("Connection")) {
                    closes |= value.equalsIgnoreCase("close");
                    return;
                }
            }
            case 14 -> {
                if (name.equalsIgnoreCase("Content-Length")) {
                    length = length(value);
                }
            }
            case 17 -> {
                if (name.equalsIgnoreCase("Transfer-Encoding")) {
                    return;
                }
            }
            default -> {}
        }
        ByteBufUtil.writeAscii(out, name);
        out.writeShort(':' << 8 | ' ');
        ByteBufUtil.writeAscii(out, value);
        out.writeShort('\r' << 8 | '\n');
    }

    private long length(String value) {
        if (length != UNKNOWN
                || value.isEmpty()
                || value.length() > 18
                || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("no single Content-Length: " + value);
        }
        return Long.parseLong(value);
    }

    private static void digits(ByteBuf out, int status) {
        out.writeByte('0' + status / 100).writeByte('0' + status / 10 % 10).writeByte('0' + status % 10);
    }
}
