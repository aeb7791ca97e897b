package io.fairlead.transport.netty.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.List;

/**
 * Netty's decoder with a gate before each head and each piece of a body. What the connection does not want yet stays
 * undecoded and reading stops, so that there is no queue of requests and one read at most waits.
 */
final class RequestDecoder extends HttpRequestDecoder {
    private static final int MAX_PIECE = 64 << 10;

    private final HttpConnection connection;
    private final RequestHead head;
    private Phase phase = Phase.HEAD;
    private boolean reading;
    private boolean bound;
    private @SuppressWarnings("NullAway.Init") ChannelHandlerContext context;

    private enum Phase {
        HEAD,
        BODY,
        DROP,
        SWITCHED
    }

    RequestDecoder(HttpConnection connection, HttpLimits limits) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.initialLine())
                .setMaxHeaderSize(limits.headerBytes())
                .setMaxChunkSize(MAX_PIECE)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
        this.connection = connection;
        this.head = new RequestHead(limits);
    }

    /** Returns true where a head has begun and is not complete. */
    boolean inHead() {
        return phase == Phase.HEAD && head.begun();
    }

    /** Returns true where a body is being received. */
    boolean inBody() {
        return phase == Phase.BODY;
    }

    /** From now on everything that arrives is dropped. */
    void drop() {
        phase = Phase.DROP;
    }

    /** From now on nothing is decoded; what has arrived goes to the handler behind when this one is removed. */
    void leave() {
        phase = Phase.SWITCHED;
    }

    /** Decodes what waits, if it is wanted now, and reads on. */
    void kick() {
        if (reading || !bound || phase == Phase.SWITCHED) {
            return;
        }
        if (actualReadableBytes() > 0) {
            channelRead(context, Unpooled.EMPTY_BUFFER);
            connection.onBatchEnd();
        } else {
            connection.onRead(false);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        bound = true;
        connection.onAdded(ctx);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
        bound = false;
        super.handlerRemoved0(ctx);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        connection.onActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        reading = true;
        connection.onBatchBegin(message instanceof ByteBuf bytes ? bytes.readableBytes() : 0);
        try {
            super.channelRead(ctx, message);
        } catch (Exception e) {
            connection.onException(e);
        } finally {
            reading = false;
        }
        if (bound) {
            connection.onRead(actualReadableBytes() > 0);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        discardSomeReadBytes();
        connection.onBatchEnd();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        connection.onWritable();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        phase = Phase.DROP;
        connection.onInactive();
        super.channelInactive(ctx);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            connection.onHandshakeFailed(handshake.cause());
        } else if (event instanceof ChannelInputShutdownEvent
                || (event instanceof SslCloseCompletionEvent closed && closed.isSuccess())) {
            connection.onInputEnd(actualReadableBytes() > 0);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        connection.onException(cause);
    }

    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        // The connection has been told already.
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        switch (phase) {
            case HEAD -> {
                if (connection.takesRequest() && complete(in)) {
                    head.reset();
                    super.decode(ctx, in, out);
                    deliver(out);
                }
            }
            case BODY -> {
                if (connection.takesBody()) {
                    super.decode(ctx, in, out);
                    deliver(out);
                }
            }
            case DROP -> in.skipBytes(in.readableBytes());
            default -> {}
        }
    }

    private boolean complete(ByteBuf in) {
        try {
            return head.complete(in);
        } catch (BadRequestException e) {
            in.skipBytes(in.readableBytes());
            connection.refuse(e);
            return false;
        }
    }

    private void deliver(List<Object> out) {
        int count = out.size();
        for (int i = 0; i < count; i++) {
            Object each = out.get(i);
            if (each instanceof HttpRequest request) {
                boolean complete = count == 2 && out.get(1) == LastHttpContent.EMPTY_LAST_CONTENT;
                deliver(request, complete);
                if (complete) {
                    break;
                }
            } else if (each instanceof HttpContent content) {
                deliver(content);
            }
        }
        out.clear();
    }

    private void deliver(HttpRequest request, boolean complete) {
        if (request.decoderResult().isFailure()) {
            connection.refuse(new BadRequestException(
                    400,
                    "The request's head is malformed: "
                            + sentence(request.decoderResult().cause()) + "."));
            return;
        }
        phase = complete ? Phase.HEAD : Phase.BODY;
        try {
            connection.onRequest(request, complete);
        } catch (BadRequestException e) {
            connection.refuse(e);
        }
    }

    private void deliver(HttpContent content) {
        try {
            if (phase != Phase.BODY) {
                return;
            }
            if (content.decoderResult().isFailure()) {
                phase = Phase.DROP;
                connection.onBadBody(new BadRequestException(
                        400,
                        "The request's body is malformed: "
                                + sentence(content.decoderResult().cause()) + "."));
                return;
            }
            boolean last = content instanceof LastHttpContent;
            if (last) {
                phase = Phase.HEAD;
            }
            connection.onBody(content.content(), last);
        } finally {
            content.release();
        }
    }

    private static String sentence(Throwable cause) {
        String message = cause.getMessage();
        String text = message == null ? cause.getClass().getSimpleName() : message;
        String clean = text.replaceAll("[^ -~]+", "?");
        return clean.endsWith(".") ? clean.substring(0, clean.length() - 1) : clean;
    }
}
