package io.fairlead.gateway.engine;

import io.fairlead.gateway.api.CallFailedException;
import io.fairlead.gateway.api.Conversation;
import io.fairlead.gateway.api.Failure;
import io.fairlead.gateway.api.ServiceRequest;
import io.fairlead.gateway.settings.GatewaySettings;
import io.fairlead.gateway.settings.GatewaySettings.Mode;
import io.fairlead.service.CallFlag;
import io.fairlead.service.Reply;
import io.fairlead.service.Request;
import io.fairlead.service.ServiceException;
import io.fairlead.service.Services;
import io.fairlead.service.TpErrno;
import io.fairlead.transport.Connection;
import io.fairlead.transport.DetachedException;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A conversation between a session program and a peer: what the peer sent and services want waits here until the program
 * takes it. Reading pauses while more than {@value #HIGH} bytes wait.
 */
final class Talk implements Conversation {
    private static final int HIGH = 64 << 10;

    private final Gateway gateway;
    private final Connection connection;
    private final Optional<String> client;
    private final Deque<ByteBuffer> bytes = new ArrayDeque<>();
    private final Deque<SessionRequest> requests = new ArrayDeque<>();
    private Optional<ByteBuffer> state = Optional.empty();
    private @Nullable Slot slot;
    private long generation;
    private int waitingBytes;
    private int taken;
    private boolean paused;
    private boolean ended;
    private boolean moveAsked;
    private boolean stopTold;
    private @Nullable String lost;

    Talk(Gateway gateway, Connection connection, Optional<String> client, List<ByteBuffer> unread) {
        this.gateway = gateway;
        this.connection = connection;
        this.client = client;
        bytes.addAll(unread);
        waitingBytes = unread.stream().mapToInt(ByteBuffer::remaining).sum();
    }

    // The gateway's side

    synchronized void seated(Slot in, long of) {
        slot = in;
        generation = of;
    }

    synchronized void begin(Optional<ByteBuffer> left) {
        state = left;
        moveAsked = false;
    }

    /** Takes what the peer sent; returns whether reading must pause. */
    synchronized boolean take(ByteBuffer arrived) {
        if (arrived.hasRemaining()) {
            waitingBytes += arrived.remaining();
            bytes.add(ByteBuffer.allocate(arrived.remaining()).put(arrived).flip());
            notifyAll();
        }
        paused = waitingBytes >= Math.max(HIGH, gateway.settings().sizes().maxMessage());
        return paused;
    }

    /** Takes a service's request; the switchboard's lock is held. */
    synchronized void offer(PeerCall call, String key) {
        requests.add(new SessionRequest(gateway, this, call, key));
        notifyAll();
    }

    synchronized void writable() {
        notifyAll();
    }

    synchronized void peerEnded() {
        ended = true;
        notifyAll();
    }

    synchronized boolean endedByPeer() {
        return ended || "closed by the peer".equals(lost);
    }

    synchronized void lost(String cause) {
        if (lost == null) {
            lost = cause;
        }
        notifyAll();
    }

    /** The program is to be replaced. */
    synchronized void askToMove() {
        moveAsked = true;
        notifyAll();
    }

    synchronized List<ByteBuffer> unread() {
        List<ByteBuffer> all = new ArrayList<>();
        bytes.forEach(each -> all.add(each.duplicate()));
        return all;
    }

    synchronized void answered() {
        taken--;
        notifyAll();
    }

    Optional<Slot> slot() {
        return Optional.ofNullable(slot);
    }

    long generation() {
        return generation;
    }

    // The program's side

    @Override
    public boolean serverMode() {
        return gateway.settings().mode() == Mode.SERVER;
    }

    @Override
    public synchronized Optional<ByteBuffer> state() {
        return state.map(ByteBuffer::duplicate);
    }

    @Override
    public InetSocketAddress peer() {
        return connection.remoteAddress();
    }

    @Override
    public Optional<String> clientId() {
        return client;
    }

    /** The gateway has connected before the program begins, and connects anew after it has ended. */
    @Override
    public synchronized void connect(Duration timeout) throws IOException {
        checkThere();
    }

    @Override
    public synchronized Event select(Duration timeout) throws IOException, InterruptedException {
        boolean there = await(timeout, () -> moves() || stops() || waitingBytes > 0 || ended || !requests.isEmpty());
        if (moves()) {
            moveAsked = false;
            return Event.MOVE;
        }
        if (stops()) {
            stopTold = true;
            return Event.STOP;
        }
        if (waitingBytes > 0) {
            return Event.DATA;
        }
        checkThere();
        if (!requests.isEmpty()) {
            return Event.REQUEST;
        }
        if (ended) {
            return Event.END;
        }
        return there ? Event.END : Event.TIMEOUT;
    }

    private boolean moves() {
        return moveAsked && taken == 0;
    }

    private boolean stops() {
        return gateway.draining() && !stopTold;
    }

    @Override
    public synchronized int read(ByteBuffer into, Duration timeout) throws IOException, InterruptedException {
        await(timeout, () -> waitingBytes > 0 || ended);
        if (waitingBytes == 0) {
            checkThere();
            return ended ? -1 : 0;
        }
        int count = 0;
        while (into.hasRemaining() && !bytes.isEmpty()) {
            ByteBuffer first = bytes.getFirst();
            int part = Math.min(into.remaining(), first.remaining());
            into.put(first.slice().limit(part));
            first.position(first.position() + part);
            count += part;
            if (!first.hasRemaining()) {
                bytes.removeFirst();
            }
        }
        waitingBytes -= count;
        if (paused && waitingBytes < HIGH) {
            paused = false;
            connection.resumeReading();
        }
        return count;
    }

    @Override
    public synchronized byte[] readFully(int length, Duration timeout) throws IOException, InterruptedException {
        int most = gateway.settings().sizes().maxMessage();
        if (length < 0 || length > most) {
            throw new IOException(length + " bytes are asked for; max-message is " + most);
        }
        await(timeout, () -> waitingBytes >= length || ended);
        if (waitingBytes < length) {
            checkThere();
            if (ended) {
                throw new EOFException("the stream ended after " + waitingBytes + " of " + length + " bytes");
            }
            throw new SocketTimeoutException(
                    "only " + waitingBytes + " of " + length + " bytes came within " + timeout.toMillis() + " ms");
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        while (all.hasRemaining()) {
            read(all, Duration.ZERO);
        }
        return all.array();
    }

    @Override
    public synchronized void write(ByteBuffer message) throws IOException, InterruptedException {
        Duration limit = gateway.settings().clocks().write();
        boolean writable =
                connection.isWritable() || await(limit.isZero() ? Duration.ofDays(1) : limit, connection::isWritable);
        checkThere();
        if (!writable) {
            throw new SocketTimeoutException("the peer did not read within write-timeout");
        }
        try {
            connection.write(message);
            connection.flush();
        } catch (DetachedException gone) {
            throw new IOException("the connection was lost", gone);
        }
        gateway.figures().messagesOut.increment();
    }

    @Override
    public synchronized Optional<ServiceRequest> nextRequest() {
        SessionRequest next = requests.poll();
        if (next != null) {
            taken++;
        }
        return Optional.ofNullable(next);
    }

    @Override
    public byte[] call(String service, byte[] request) throws CallFailedException, InterruptedException {
        try {
            return services(service)
                    .call(service, serviceRequest(request, Set.of()))
                    .bytes();
        } catch (ServiceException failed) {
            throw failure(service, failed);
        }
    }

    @Override
    public CompletionStage<byte[]> callLater(String service, byte[] request) {
        try {
            return services(service)
                    .callAsync(service, serviceRequest(request, Set.of()))
                    .reply()
                    .handle((reply, error) -> bytes(service, reply, error));
        } catch (ServiceException failed) {
            return CompletableFuture.failedFuture(failure(service, failed));
        }
    }

    @Override
    public void send(String service, byte[] request) throws CallFailedException {
        CompletableFuture<Reply> accepted;
        try {
            accepted = services(service)
                    .callAsync(service, serviceRequest(request, Set.of(CallFlag.TPNOREPLY)))
                    .reply()
                    .toCompletableFuture();
        } catch (ServiceException failed) {
            throw failure(service, failed);
        }
        if (accepted.isCompletedExceptionally()) {
            try {
                accepted.join();
            } catch (CompletionException e) {
                throw failure(service, e.getCause());
            }
        }
    }

    private static byte[] bytes(String service, @Nullable Reply reply, @Nullable Throwable error) {
        if (reply == null || error != null) {
            throw new CompletionException(failure(service, error));
        }
        return reply.bytes();
    }

    private Services services(String service) throws ServiceException {
        gateway.figures().service(service).began();
        return gateway.services()
                .orElseThrow(() -> new ServiceException(TpErrno.TPENOENT, "services cannot be called now"));
    }

    private Request serviceRequest(byte[] data, Set<CallFlag> flags) {
        GatewaySettings settings = gateway.settings();
        return new Request(
                ByteBuffer.wrap(data.clone()),
                client.map(id -> Map.of(Request.CLIENT_ID, id)).orElse(Map.of()),
                flags,
                Optional.of(settings.clocks().block()),
                Optional.of(settings.clocks().service()));
    }

    private static CallFailedException failure(String service, @Nullable Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (!(cause instanceof ServiceException known)) {
            return new CallFailedException(
                    new Failure(TpErrno.TPESYSTEM.number(), TpErrno.TPESYSTEM.name(), service, String.valueOf(cause)),
                    new byte[0]);
        }
        return new CallFailedException(
                new Failure(known.error().number(), known.error().name(), service, String.valueOf(known.getMessage())),
                known.reply().map(Reply::bytes).orElse(new byte[0]));
    }

    private void checkThere() throws IOException {
        if (lost != null) {
            throw new IOException("the connection was lost: " + lost);
        }
    }

    /** Waits until something is so, or the connection is lost, or the time is over. */
    private boolean await(Duration timeout, BooleanSupplier so) throws InterruptedException {
        long untilNs = gateway.nanoTime() + timeout.toNanos();
        synchronized (this) {
            while (!so.getAsBoolean() && lost == null) {
                long leftMillis = (untilNs - gateway.nanoTime() + 999_999) / 1_000_000;
                if (leftMillis <= 0) {
                    return false;
                }
                wait(leftMillis);
            }
        }
        return so.getAsBoolean();
    }
}
