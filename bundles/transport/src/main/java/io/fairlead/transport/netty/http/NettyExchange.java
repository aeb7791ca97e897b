package io.fairlead.transport.netty.http;

import io.fairlead.transport.Endpoint;
import io.fairlead.transport.HttpBody;
import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.HttpHeaders;
import io.fairlead.transport.Timers;
import io.fairlead.transport.WebSocket;
import io.fairlead.transport.WebSocketHandler;
import io.fairlead.transport.netty.LoopTimers;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One request and its response. What is not marked otherwise is called on the connection's loop. */
final class NettyExchange implements HttpExchange {
    private final HttpConnection connection;
    private final HttpRequest request;
    private final RequestTarget target;
    private final Endpoint endpoint;
    private final RouteTable.@Nullable Entry route;
    private final boolean keepAliveAsked;
    private final boolean continueAsked;

    private volatile Stage stage = Stage.NEW;
    private volatile boolean gone;
    private volatile @Nullable HttpHeaders headers;

    private @Nullable LoopTimers timers;
    private @Nullable HttpBody body;
    private @Nullable List<Runnable> abortedTasks;
    private ResponseHead.@Nullable Framing framing;
    private boolean requestComplete;
    private boolean responseComplete;
    private boolean bodyPaused;
    private boolean continued;
    private boolean mayKeepAlive = true;
    private long sent;
    private long dropped;

    /** How far the handler has got, as the handler's own threads see it. */
    private enum Stage {
        NEW,
        BEGUN,
        ENDED
    }

    NettyExchange(
            HttpConnection connection,
            HttpRequest request,
            RequestTarget target,
            Endpoint endpoint,
            RouteTable.@Nullable Entry route,
            boolean keepAliveAsked,
            boolean continueAsked,
            boolean requestComplete) {
        this.connection = connection;
        this.request = request;
        this.target = target;
        this.endpoint = endpoint;
        this.route = route;
        this.keepAliveAsked = keepAliveAsked;
        this.continueAsked = continueAsked;
        this.requestComplete = requestComplete;
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public String target() {
        return request.uri();
    }

    @Override
    public String path() {
        return target.path();
    }

    @Override
    public Optional<String> query() {
        return Optional.ofNullable(target.query());
    }

    @Override
    public String version() {
        return http11() ? "HTTP/1.1" : "HTTP/1.0";
    }

    @Override
    public HttpHeaders headers() {
        HttpHeaders present = headers;
        if (present == null) {
            HttpHeaders made = new HttpHeaders();
            request.headers().forEach(field -> made.add(field.getKey(), field.getValue()));
            headers = made;
            present = made;
        }
        return present;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return connection.remoteAddress();
    }

    @Override
    public boolean secure() {
        return connection.secure();
    }

    @Override
    public Optional<String> peerSubject() {
        return connection.peerSubject();
    }

    @Override
    public void receive(HttpBody taker) {
        if (connection.inLoop()) {
            doReceive(taker);
        } else {
            connection.output().later(() -> doReceive(taker));
        }
    }

    @Override
    public void pauseReading(boolean pause) {
        if (connection.inLoop()) {
            bodyPaused = pause;
            connection.wantsChanged();
        } else {
            connection.output().later(() -> pauseReading(pause));
        }
    }

    @Override
    public void respond(int status, HttpHeaders fields) {
        if (gone) {
            return;
        }
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("no status of a response: " + status);
        }
        if (stage != Stage.NEW) {
            throw new IllegalStateException("The response to " + method() + " " + path() + " has begun already.");
        }
        stage = Stage.BEGUN;
        if (connection.inLoop()) {
            doRespond(status, fields);
        } else {
            connection.output().later(() -> guarded(() -> doRespond(status, fields)));
        }
    }

    @Override
    public void write(ByteBuffer bytes) {
        if (gone) {
            return;
        }
        mustBeOpen();
        if (connection.inLoop()) {
            if (takes(bytes.remaining())) {
                writePiece(bytes);
            }
        } else {
            connection.output().handOver(bytes, this::writeLater);
        }
    }

    @Override
    public boolean isWritable() {
        return connection.output().isWritable();
    }

    @Override
    public void whenWritable(Runnable task) {
        if (connection.inLoop()) {
            if (!gone) {
                connection.output().whenWritable(() -> guarded(task));
            }
        } else {
            connection.output().later(() -> whenWritable(task));
        }
    }

    @Override
    public void end() {
        if (gone) {
            return;
        }
        mustBeOpen();
        stage = Stage.ENDED;
        if (connection.inLoop()) {
            doEnd();
        } else {
            connection.output().later(() -> guarded(this::doEnd));
        }
    }

    @Override
    public void abort() {
        if (connection.inLoop()) {
            if (!gone && !responseComplete) {
                connection.cut();
            }
        } else {
            connection.output().later(this::abort);
        }
    }

    @Override
    public void whenAborted(Runnable task) {
        if (!connection.inLoop()) {
            connection.output().later(() -> whenAborted(task));
        } else if (gone) {
            task.run();
        } else if (!responseComplete) {
            if (abortedTasks == null) {
                abortedTasks = new ArrayList<>(1);
            }
            abortedTasks.add(task);
        }
    }

    @Override
    public WebSocket upgrade(WebSocketHandler handler) {
        String key = Handshake.key(request);
        if (stage != Stage.NEW) {
            throw new IllegalStateException("The response to " + method() + " " + path() + " has begun already.");
        }
        stage = Stage.ENDED;
        return connection.upgrade(this, Handshake.accept(key), handler);
    }

    @Override
    public Timers timers() {
        LoopTimers present = timers;
        if (present == null) {
            present = new LoopTimers(connection.loop(), this::failed);
            timers = present;
        }
        return present;
    }

    @Override
    public Executor executor() {
        return connection.loop();
    }

    RouteTable.@Nullable Entry route() {
        return route;
    }

    boolean http11() {
        return request.protocolVersion().minorVersion() > 0;
    }

    /** Returns whether a piece of the body can be delivered, or dropped. */
    boolean takesBody() {
        return responseComplete || (body != null && !bodyPaused);
    }

    /** Returns whether the peer is waited for: its body is wanted and has not come. */
    boolean awaitsBody() {
        return !requestComplete && takesBody();
    }

    void onBody(ByteBuf bytes, boolean last) {
        requestComplete |= last;
        HttpBody taker = body;
        if (responseComplete || taker == null) {
            dropped += bytes.readableBytes();
            if (dropped > droppable()) {
                mayKeepAlive = false;
            }
        } else {
            guarded(() -> {
                if (bytes.isReadable()) {
                    taker.onBytes(bytes.nioBuffer());
                }
                if (last && !gone) {
                    taker.onEnd();
                }
            });
        }
        finishIfDone();
    }

    /** The connection is gone, or will be. */
    void onGone() {
        if (gone || (responseComplete && requestComplete)) {
            return;
        }
        gone = true;
        HttpBody taker = body;
        if (taker != null && !requestComplete && !responseComplete) {
            quietly(taker::onAborted);
        }
        if (abortedTasks != null && !responseComplete) {
            abortedTasks.forEach(this::quietly);
        }
        abortedTasks = null;
        endTimers();
    }

    /**
     * Ends the exchange in the handler's place: with a sentence where nothing was sent, else by cutting it off. The
     * handler is told that it is over.
     */
    void answerFor(int status, String sentence) {
        if (gone || responseComplete) {
            return;
        }
        if (framing != null) {
            connection.cut();
            return;
        }
        List<Runnable> tasks = abortedTasks;
        HttpBody taker = requestComplete ? null : body;
        stage = Stage.ENDED;
        mayKeepAlive &= requestComplete;
        byte[] text = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
        HttpHeaders fields = new HttpHeaders()
                .add("Content-Type", "text/plain; charset=utf-8")
                .add("Content-Length", String.valueOf(text.length));
        if (status == 426) {
            fields.add("Upgrade", "websocket").add("Sec-WebSocket-Version", "13");
        }
        doRespond(status, fields);
        if (takes(text.length)) {
            connection.output().copy(ByteBuffer.wrap(text));
        }
        doEnd();
        gone = true;
        if (taker != null) {
            quietly(taker::onAborted);
        }
        if (tasks != null) {
            tasks.forEach(this::quietly);
        }
    }

    /** Returns true where the response has begun. */
    boolean begun() {
        return framing != null;
    }

    /** Calls the handler; an exception of its ends the exchange. */
    void guarded(Runnable call) {
        if (gone) {
            return;
        }
        try {
            call.run();
        } catch (NotWebSocketException e) {
            answerFor(426, e.sentence());
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            failed(e);
        }
    }

    private void failed(Throwable cause) {
        connection.handlerFailed(this, cause);
        answerFor(500, "The service failed on this request; the server's log says more.");
    }

    private void quietly(Runnable call) {
        try {
            call.run();
        } catch (Exception | LinkageError | AssertionError e) {
            connection.handlerFailed(this, e);
        }
    }

    private void mustBeOpen() {
        Stage present = stage;
        if (present != Stage.BEGUN) {
            throw new IllegalStateException("The response to " + method() + " " + path()
                    + (present == Stage.NEW ? " has not begun: call respond first." : " has ended already."));
        }
    }

    private void doReceive(HttpBody taker) {
        if (gone || responseComplete) {
            return;
        }
        body = taker;
        if (requestComplete) {
            guarded(taker::onEnd);
            return;
        }
        if (continueAsked && !continued && framing == null) {
            continued = true;
            connection.output().ascii("HTTP/1.1 100 Continue\r\n\r\n");
            connection.output().flushSoon();
        }
        connection.wantsChanged();
    }

    private void doRespond(int status, HttpHeaders fields) {
        if (gone) {
            return;
        }
        ByteBuf out = connection.output().joined();
        int mark = out.writerIndex();
        boolean bodyWillCome = requestComplete || body != null || (!continueAsked && announced() <= droppable());
        boolean head = request.method().name().equals("HEAD");
        try {
            framing = ResponseHead.write(
                    out,
                    status,
                    fields,
                    connection.site().date(),
                    http11(),
                    head,
                    keepAliveAsked && mayKeepAlive && bodyWillCome);
        } catch (IllegalArgumentException e) {
            out.writerIndex(mark);
            throw e;
        }
    }

    private int droppable() {
        return connection.site().limits().droppedBody();
    }

    private long announced() {
        return HttpUtil.getContentLength(request, 0L);
    }

    private void writeLater(ByteBuf bytes) {
        boolean taken = false;
        try {
            taken = !gone && takes(bytes.readableBytes());
        } catch (IllegalStateException e) {
            guarded(() -> {
                throw e;
            });
        }
        if (!taken) {
            bytes.release();
        } else if (chunked()) {
            connection.output().ascii(Integer.toHexString(bytes.readableBytes()) + "\r\n");
            connection.output().write(bytes);
            connection.output().ascii("\r\n");
        } else {
            connection.output().write(bytes);
        }
    }

    private void writePiece(ByteBuffer bytes) {
        if (chunked()) {
            connection.output().ascii(Integer.toHexString(bytes.remaining()) + "\r\n");
            connection.output().copy(bytes);
            connection.output().ascii("\r\n");
        } else {
            connection.output().copy(bytes);
        }
    }

    private boolean chunked() {
        return framing != null && framing.chunked();
    }

    /** Counts bytes in; false where there is nothing to send. */
    private boolean takes(int bytes) {
        if (framing == null || framing.none() || bytes == 0) {
            return false;
        }
        if (framing.length() != ResponseHead.UNKNOWN && sent + bytes > framing.length()) {
            throw new IllegalStateException("The body of the response to " + method() + " " + path()
                    + " is longer than its Content-Length, " + framing.length() + ".");
        }
        sent += bytes;
        return true;
    }

    private void doEnd() {
        ResponseHead.Framing how = framing;
        if (gone || responseComplete || how == null) {
            return;
        }
        if (!how.none() && how.length() != ResponseHead.UNKNOWN && sent < how.length()) {
            connection.handlerFailed(
                    this,
                    new IllegalStateException(
                            "the body ended after " + sent + " of " + how.length() + " bytes of its Content-Length"));
            connection.cut();
            return;
        }
        if (how.chunked()) {
            connection.output().ascii("0\r\n\r\n");
        }
        responseComplete = true;
        abortedTasks = null;
        finishIfDone();
        connection.output().flushSoon();
        connection.watchIfNeeded();
        if (!requestComplete) {
            connection.wantsChanged();
        }
    }

    private void finishIfDone() {
        ResponseHead.Framing how = framing;
        if (responseComplete && how != null && !gone) {
            boolean goesOn = how.keepAlive() && mayKeepAlive;
            if (requestComplete || !goesOn) {
                endTimers();
                connection.finished(this, goesOn, requestComplete);
            }
        }
    }

    /** Ends what the exchange holds when the connection goes on as a WebSocket. */
    void endTimers() {
        if (timers != null) {
            timers.end();
        }
    }
}
