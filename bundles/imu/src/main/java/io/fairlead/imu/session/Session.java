package io.fairlead.imu.session;

import io.fairlead.catalogue.Call;
import io.fairlead.imu.call.Binaries;
import io.fairlead.imu.call.Envelope;
import io.fairlead.imu.call.HandlerCall;
import io.fairlead.imu.call.Id;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.call.Params;
import io.fairlead.imu.call.StateReader;
import io.fairlead.imu.call.StateWriter;
import io.fairlead.imu.settings.ImuSettings;
import io.fairlead.imu.stream.MessageDecoder;
import io.fairlead.imu.stream.StreamException;
import io.fairlead.imu.trace.RequestText;
import io.fairlead.imu.upload.Uploads;
import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.DetachedException;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One connection: requests are answered one at a time and in order. What is not its turn yet stays unread in the
 * transport. All methods are called on the connection's event loop, save {@link #perform} and
 * {@link #answer}.
 */
final class Session implements ConnectionHandler {
    static final String SCHEMA = "imu.connection";
    static final int VERSION = 2;
    private static final int USED_LIMIT = 64;
    private static final int PROGRESS_BYTES = 64 << 10;

    private final ImuGroup group;
    private final Connection connection;
    private final ImuProcess process;
    private final Uploads uploads;
    private final MessageDecoder decoder;
    private final Outbox outbox;
    private final Map<Id, HandlerEntry> used = new LinkedHashMap<>();
    private volatile Optional<ImuContext> context = Optional.empty();
    private boolean mayComeBack;
    private @Nullable Runnable whenWritten;
    private long uploadSeen;
    private boolean busy;
    private boolean pausing;
    private final Overlap overlap = new Overlap();
    private boolean pipelined;
    private boolean closeAfterReply;
    private boolean inputEnded;
    private boolean closing;
    private long unreadBytes;
    private int ticket;
    private int usedLimit = USED_LIMIT;
    private @Nullable Call running;
    private @Nullable CompletableFuture<Optional<SessionState>> frozen;

    Session(ImuGroup group, Connection connection, ImuProcess process) {
        this.group = group;
        this.connection = connection;
        this.process = process;
        ImuSettings settings = group.settings();
        this.uploads = new Uploads(group.uploads, group.work, connection.executor(), new Uploads.Listener() {
            @Override
            public void written() {
                uploadWritten();
            }

            @Override
            public void failed(ImuException why) {
                uploadFailed(why);
            }
        });
        this.decoder = new MessageDecoder(
                settings.bounds().limits(settings.media().uploadBytes()), settings.encodingErrors(), uploads);
        this.outbox = new Outbox(connection, group.work, group.counters, this::sent);
        group.connections.add(this);
        group.trace.line(4, () -> connection.remoteAddress() + " connected to process " + process.number());
    }

    /** Goes on with what older code has left. */
    Session restored(StateReader in) {
        mayComeBack = in.flag();
        if (in.flag()) {
            context = group.tables.known(in.id());
            context.ifPresent(group.tables::rejoin);
        }
        int handlers = in.count();
        for (int i = 0; i < handlers; i++) {
            Id id = in.id();
            group.tables.peek(process, id).ifPresent(entry -> used.put(id, entry));
        }
        byte[] partial = in.bytes();
        uploads.load(in);
        decoder.resume(partial);
        return this;
    }

    @Override
    public void onData(ByteBuffer bytes) {
        if (closing) {
            bytes.position(bytes.limit());
            return;
        }
        if (busy || pausing || frozen != null) {
            leaveForLater(bytes);
            return;
        }
        Map<String, @Nullable Object> message;
        boolean nodeStyle = Overlap.isNodeStyle(bytes);
        try {
            message = decoder.decode(bytes);
            holdUnread(decoder.midMessage() ? bytes.remaining() : 0);
        } catch (StreamException | ImuException e) {
            refuse(bytes, e);
            return;
        }
        noteProgress();
        if (message != null) {
            busy = true;
            leaveForLater(bytes);
            if (uploads.isWriting()) {
                whenWritten = () -> begin(message);
            } else if (overlap.isLate(nodeStyle, message)) {
                connection.timers().schedule(overlap.pause(group.settings().pipelinePause()), () -> begin(message));
            } else {
                begin(message);
            }
        } else if (inputEnded) {
            end();
        }
    }

    /** The time for a message starts anew as long as its files grow; a client that is too fast is slowed down. */
    private void noteProgress() {
        long received = uploads.receivedBytes();
        if (received - uploadSeen >= PROGRESS_BYTES) {
            connection.messageOpen(false);
            uploadSeen = received;
        }
        if (!decoder.midMessage()) {
            uploadSeen = 0;
        }
        connection.messageOpen(decoder.midMessage());
        if (uploads.isCongested()) {
            connection.pauseReading();
        }
    }

    private void uploadWritten() {
        Runnable waiting = whenWritten;
        whenWritten = null;
        if (waiting != null) {
            waiting.run();
        } else if (!busy && !pausing && !closing && frozen == null) {
            connection.resumeReading();
        }
    }

    private void uploadFailed(ImuException why) {
        whenWritten = null;
        if (!closing) {
            decoder.reset();
            busy = true;
            closeAfterReply = true;
            send(failure(why));
        }
    }

    /** Leaves a request that was sent before the last one was answered where it is; white space is no request. */
    private void leaveForLater(ByteBuffer bytes) {
        while (bytes.hasRemaining() && bytes.get(bytes.position()) <= ' ' && bytes.get(bytes.position()) > 0) {
            bytes.get();
        }
        if (bytes.hasRemaining() && !pipelined) {
            pipelined = true;
            overlap.seen();
            group.counters.pipelined.increment();
            connection.pauseReading();
        }
    }

    private void holdUnread(long bytes) {
        long limit = group.settings().bounds().requestMemoryBytes();
        if (group.counters.requestBytes.addAndGet(bytes - unreadBytes) > limit && bytes > unreadBytes) {
            unreadBytes = bytes;
            throw ImuException.full("SessionRequestMemory", "request-memory", limit);
        }
        unreadBytes = bytes;
    }

    /** Nobody knows where the next request would begin: answers, and leaves. */
    private void refuse(ByteBuffer bytes, RuntimeException mistake) {
        bytes.position(bytes.limit());
        connection.messageOpen(false);
        group.log.warn(
                "unreadable",
                "A request from " + connection.remoteAddress() + " at "
                        + connection.endpoint().name() + " cannot be read, the connection is closed: "
                        + mistake.getMessage());
        busy = true;
        closeAfterReply = true;
        send(failure(mistake));
    }

    private void begin(Map<String, @Nullable Object> message) {
        group.counters.requests.increment();
        traceRequest(message);
        try {
            Optional<String> named =
                    message.get("context") instanceof String text ? Optional.of(text) : Optional.empty();
            context = Optional.of(group.tables.context(ImuGroup.id(named), context));
            Envelope envelope = Envelope.of(message);
            closeAfterReply = envelope.close();
            mayComeBack = envelope.suspend().orElse(mayComeBack);
            if (envelope.callsHandler()) {
                callHandler(envelope);
            } else {
                Binaries.close(message);
                if (message.containsKey("login")) {
                    login(message);
                } else {
                    send(sessionRequest(envelope));
                }
            }
        } catch (RuntimeException mistake) {
            Binaries.close(message);
            send(failure(mistake));
        }
    }

    private Reply sessionRequest(Envelope envelope) {
        Map<String, @Nullable Object> members = envelope.members();
        if (Params.flag("logout", members.get("logout")).orElse(false)) {
            context.ifPresent(group.logins::logout);
        }
        if (members.containsKey("logout") || members.containsKey("checkStatus") || members.containsKey("close")) {
            return accepted(terms());
        }
        throw new ImuException(
                "SessionRequest",
                ImuException.CODE,
                "the request names neither a handler nor a request of the session");
    }

    private void login(Map<String, @Nullable Object> members) {
        LoginRequest request = LoginRequest.of(members);
        int mine = ++ticket;
        Replies.Session terms = terms();
        group.logins.login(
                context.orElseThrow(),
                request,
                connection.remoteAddress().getAddress(),
                mistake -> answer(
                        mine,
                        mistake.map(refused -> Failures.reply(group, terms, refused))
                                .orElseGet(() -> accepted(terms)),
                        null));
    }

    private Reply accepted(Replies.Session terms) {
        return group.replies.ok(Long.MAX_VALUE, terms, Optional.empty(), out -> out.value(true));
    }

    private void callHandler(Envelope envelope) {
        String method = envelope.method()
                .orElseThrow(() -> new ImuException(
                        "HandlerMethodMissing", ImuException.CODE, "the request names a handler and no method"));
        ImuContext caller = context.orElseThrow();
        boolean isNew = envelope.id().isEmpty();
        HandlerEntry entry = isNew
                ? newHandler(envelope, caller)
                : knownHandler(envelope.id().get(), caller);
        envelope.destroy().ifPresent(destroy -> group.tables.keep(entry, !destroy));
        remember(entry);
        Call limits = Call.within(group.settings().queryTimeout());
        running = limits;
        HandlerCall call = new HandlerCall(
                method,
                envelope.params(),
                envelope.language().orElse(group.settings().language()),
                caller.access(),
                caller.user(),
                limits);
        int mine = ++ticket;
        Replies.Session terms = terms();
        try {
            entry.turns.run(executor(caller), () -> perform(mine, entry, call, terms, isNew, envelope));
        } catch (RuntimeException refused) {
            ended(entry, isNew);
            throw refused;
        }
    }

    /** Returns where a call works: in the server pool, or where somebody is logged in, at the log-in's own place. */
    private Executor executor(ImuContext caller) {
        return caller.access().isAuthenticated() ? group.logins.executor(caller) : group.work;
    }

    private void remember(HandlerEntry entry) {
        used.put(entry.id(), entry);
        if (used.size() > usedLimit) {
            group.tables.forgetDestroyed(used.values());
            usedLimit = Math.max(USED_LIMIT, 2 * used.size());
        }
    }

    private HandlerEntry newHandler(Envelope envelope, ImuContext caller) {
        String name = envelope.name()
                .orElseThrow(() -> new ImuException(
                        "HandlerNameMissing", ImuException.CODE, "the request has neither an id nor a name"));
        return group.tables.add(process, caller, name, group.create(name, envelope.create()));
    }

    private HandlerEntry knownHandler(String id, ImuContext caller) {
        return ImuGroup.id(Optional.of(id))
                .flatMap(wanted -> group.tables.find(process, wanted, caller))
                .orElseThrow(() -> new ImuException(
                        "HandlerIdUnknown",
                        ImuException.CODE,
                        "there is no handler of that id here (any more)",
                        ImuException.cut(id)));
    }

    /** Answers a call; on a thread of the server pool. */
    private void perform(
            int mine, HandlerEntry entry, HandlerCall call, Replies.Session terms, boolean isNew, Envelope envelope) {
        Reply reply;
        boolean failed = false;
        try {
            long room = group.settings().bounds().replyMemoryBytes() - group.counters.replyBytes();
            if (room <= 0) {
                throw ImuException.full(
                        "SessionReplyMemory",
                        "reply-memory",
                        group.settings().bounds().replyMemoryBytes());
            }
            reply = group.replies.ok(
                    group.settings().bounds().replyBytes(), terms, Optional.of(entry.id()), out -> entry.handler()
                            .call(call, out));
        } catch (RuntimeException | StackOverflowError mistake) {
            failed = true;
            reply = Failures.reply(group, terms, mistake);
        } finally {
            Binaries.close(envelope.members());
        }
        ended(entry, isNew && failed);
        answer(mine, reply, isNew && failed ? entry : null);
    }

    /** Hands a reply to the connection's event loop. */
    private void answer(int mine, Reply reply, @Nullable HandlerEntry forgotten) {
        try {
            connection.executor().execute(() -> performed(mine, reply, forgotten));
        } catch (RejectedExecutionException | DetachedException gone) {
            reply.drop();
        }
    }

    /** A call has ended; a new handler whose first call failed is one that the client never learns of. */
    private void ended(HandlerEntry entry, boolean forget) {
        if (forget) {
            group.tables.destroy(entry);
        }
        group.tables.ended(entry);
    }

    private void performed(int mine, Reply reply, @Nullable HandlerEntry forgotten) {
        if (forgotten != null) {
            used.remove(forgotten.id());
        }
        if (mine != ticket || closing) {
            reply.drop();
            return;
        }
        running = null;
        send(reply);
    }

    private Reply failure(Throwable mistake) {
        return Failures.reply(group, terms(), mistake);
    }

    private void traceRequest(Map<String, @Nullable Object> message) {
        group.trace.line(
                3,
                () -> connection.remoteAddress() + " asks "
                        + message.getOrDefault("method", message.containsKey("login") ? "login" : "of the session")
                        + " of " + message.getOrDefault("name", message.getOrDefault("id", "the session")));
        group.trace.line(9, () -> RequestText.of(message));
    }

    /** Returns whether the connection uses a context now. */
    boolean uses(ImuContext asked) {
        return context.filter(asked::equals).isPresent();
    }

    /** Closes the connection when what is being sent has gone; may be called by any thread. */
    void disconnect() {
        connection.executor().execute(() -> {
            if (!closing) {
                end();
            }
        });
    }

    private Replies.Session terms() {
        return new Replies.Session(
                context.map(ImuContext::id), mayComeBack ? group.reconnectPort(process) : OptionalInt.empty());
    }

    private void send(Reply reply) {
        overlap.replied(reply.bytes(), context.isPresent());
        group.trace.line(5, () -> connection.remoteAddress() + " is answered with " + reply.bytes() + " bytes");
        outbox.send(reply);
    }

    /** The last byte of a reply is with the transport. */
    private void sent() {
        busy = false;
        if (closeAfterReply || (inputEnded && !pipelined)) {
            end();
        }
        if (frozen != null) {
            frozen.complete(closing ? Optional.empty() : Optional.of(state()));
        } else if (overlap.wasSeen() && !closing) {
            pauseBeforeNext();
        }
    }

    /** Waits before a request is answered that was there already: a client exists that cannot read two replies at once. */
    private void pauseBeforeNext() {
        pausing = true;
        connection.timers().schedule(overlap.pause(group.settings().pipelinePause()), () -> {
            pausing = false;
            if (frozen == null && !closing) {
                goOn();
            }
        });
    }

    private void goOn() {
        pipelined = false;
        connection.resumeReading();
    }

    private void end() {
        closing = true;
        holdUnread(0);
        connection.close();
    }

    @Override
    public void onWritable() {
        outbox.writable();
    }

    @Override
    public void onEnd(Connection ended) {
        inputEnded = true;
        if (busy || pipelined) {
            return;
        }
        if (decoder.midMessage()) {
            group.counters.halfRequests.increment();
        }
        end();
    }

    @Override
    public void onClosed(String cause) {
        if (!closing && !inputEnded && decoder.midMessage()) {
            group.counters.halfRequests.increment();
        }
        closing = true;
        ticket++;
        if (running != null) {
            running.cancel();
        }
        letGo();
        group.tables.connectionEnded(List.copyOf(used.values()));
        context.ifPresent(group.tables::leave);
    }

    private void letGo() {
        group.connections.remove(this);
        decoder.reset();
        holdUnread(0);
        outbox.close();
    }

    @Override
    public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
        CompletableFuture<Optional<SessionState>> future = frozen != null ? frozen : new CompletableFuture<>();
        frozen = future;
        if (closing) {
            future.complete(Optional.empty());
            return future;
        }
        if (!busy) {
            if (uploads.isWriting()) {
                whenWritten = () -> future.complete(closing ? Optional.empty() : Optional.of(state()));
            } else {
                future.complete(Optional.of(state()));
            }
            return future;
        }
        if (request.force() && running != null) {
            ticket++;
            running.cancel();
            running = null;
            send(failure(new ImuException(
                    "SessionRestarted", ImuException.LATER, "the server's code was replaced; ask again")));
        }
        outbox.hurry();
        return future;
    }

    private SessionState state() {
        StateWriter out = new StateWriter();
        out.number(process.number());
        out.flag(mayComeBack);
        out.flag(context.isPresent());
        context.ifPresent(current -> out.id(current.id()));
        out.number(used.size());
        used.keySet().forEach(out::id);
        out.bytes(decoder.partial());
        uploads.save(out);
        return out.state(SCHEMA, VERSION);
    }

    @Override
    public void resume() {
        frozen = null;
        if (!busy && !closing && !pausing) {
            goOn();
        }
    }

    @Override
    public void detached() {
        closing = true;
        ticket++;
        uploads.leave();
        letGo();
    }
}
