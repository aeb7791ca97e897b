package io.fairlead.imu.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.DetachedException;
import io.fairlead.transport.Endpoint;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import io.fairlead.transport.Timers;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A connection without a socket: the test is the client, and sees when its server writes, flushes and closes. */
public final class FakeConnection {
    private final FakeTransport transport;
    private final Endpoint endpoint;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final List<Long> flushes = new ArrayList<>();
    private final List<byte[]> unread = new ArrayList<>();
    private @Nullable Facade facade;
    private @Nullable ConnectionHandler handler;
    private boolean paused;
    private boolean ended;
    private boolean messageOpen;
    private boolean writable = true;
    private volatile boolean closed;

    FakeConnection(FakeTransport transport, Endpoint endpoint) {
        this.transport = transport;
        this.endpoint = endpoint;
    }

    void open(Protocol protocol, Optional<SessionState> state) {
        onLoop(() -> {
            facade = new Facade();
            handler = protocol.open(facade, state);
            return null;
        });
    }

    Optional<SessionState> suspend(SuspendRequest request) {
        CompletionStage<Optional<SessionState>> stage = onLoop(() -> handler.suspend(request));
        return stage.toCompletableFuture()
                .orTimeout(5, java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }

    void handOver(Protocol next, Optional<SessionState> state) {
        onLoop(() -> {
            ConnectionHandler old = handler;
            Facade oldFacade = facade;
            facade = new Facade();
            handler = next.open(facade, state);
            old.detached();
            oldFacade.detached = true;
            paused = false;
            deliver();
            return null;
        });
    }

    boolean isOpen() {
        return !closed;
    }

    /** Sends bytes to the server. */
    public void send(byte[] bytes) {
        onLoop(() -> {
            unread.add(bytes);
            deliver();
            return null;
        });
    }

    /** Sends text to the server. */
    public void send(String text) {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Ends the client's stream. */
    public void end() {
        onLoop(() -> {
            ended = true;
            if (!closed) {
                handler.onEnd(facade);
            }
            return null;
        });
    }

    /** The client's connection breaks. */
    public void breakOff() {
        onLoop(() -> {
            if (!closed) {
                closed = true;
                handler.onClosed("closed by the peer");
            }
            return null;
        });
    }

    /** Lets the client stop or begin to take bytes. */
    public void writable(boolean now) {
        onLoop(() -> {
            writable = now;
            if (now && !closed) {
                handler.onWritable();
            }
            return null;
        });
    }

    /** Sends a request and returns the reply to it. */
    public String ask(String request) {
        int before = replies().size();
        send(request + "\r\n");
        return reply(before);
    }

    /** Sends a request and returns the bytes of the reply to it, which may hold files. */
    public byte[] ask(byte[] request) {
        int before = bytes().length;
        send(request);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(tail(before)).endsWith("\r\n}\r\n"));
        byte[] all = bytes();
        return Arrays.copyOfRange(all, before, all.length);
    }

    private String tail(int from) {
        byte[] all = bytes();
        int start = Math.max(from, all.length - 5);
        return new String(all, start, all.length - start, StandardCharsets.ISO_8859_1);
    }

    /** Waits for the reply of that number, from 0, and returns its text. */
    public String reply(int number) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(replies()).hasSizeGreaterThan(number));
        return replies().get(number);
    }

    /** Returns the replies so far. */
    public List<String> replies() {
        String text = text();
        List<String> replies = new ArrayList<>();
        int from = 0;
        for (int end = text.indexOf("\r\n}\r\n"); end >= 0; end = text.indexOf("\r\n}\r\n", from)) {
            replies.add(text.substring(from, end + 5));
            from = end + 5;
        }
        return replies;
    }

    /** Returns all that came from the server. */
    public String text() {
        return onLoop(() -> received.toString(StandardCharsets.UTF_8));
    }

    /** Returns all that came from the server. */
    public byte[] bytes() {
        return onLoop(received::toByteArray);
    }

    /** Returns when the server flushed something, in nanoseconds. */
    public List<Long> flushes() {
        return onLoop(() -> List.copyOf(flushes));
    }

    /** Returns whether the server has said that a message has begun and not ended. */
    public boolean messageIsOpen() {
        return onLoop(() -> messageOpen);
    }

    /** Returns whether the server has closed the connection. */
    public boolean isClosed() {
        return closed;
    }

    private void deliver() {
        int size = unread.stream().mapToInt(bytes -> bytes.length).sum();
        if (paused || closed || size == 0) {
            return;
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        unread.forEach(all::put);
        unread.clear();
        all.flip();
        handler.onData(all);
        if (all.hasRemaining()) {
            byte[] rest = new byte[all.remaining()];
            all.get(rest);
            unread.add(0, rest);
        }
    }

    private <T> T onLoop(Callable<T> task) {
        try {
            return transport.loop.submit(task).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Facade implements Connection {
        boolean detached;
        boolean unflushed;

        @Override
        public long id() {
            return 1;
        }

        @Override
        public Endpoint endpoint() {
            return endpoint;
        }

        @Override
        public String tag() {
            return "";
        }

        @Override
        public InetSocketAddress remoteAddress() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 50001);
        }

        @Override
        public InetSocketAddress localAddress() {
            return endpoint.address().orElseThrow();
        }

        @Override
        public Optional<String> peerSubject() {
            return Optional.empty();
        }

        @Override
        public ByteBuffer reserve(int min) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void commit() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(ByteBuffer bytes) {
            check();
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            received.writeBytes(copy);
            unflushed = true;
        }

        @Override
        public void flush() {
            check();
            if (unflushed) {
                flushes.add(System.nanoTime());
            }
            unflushed = false;
        }

        @Override
        public boolean isWritable() {
            return writable;
        }

        @Override
        public void pauseReading() {
            check();
            paused = true;
        }

        @Override
        public void resumeReading() {
            check();
            paused = false;
            transport.loop.execute(FakeConnection.this::deliver);
        }

        @Override
        public void messageOpen(boolean open) {
            messageOpen = open;
        }

        @Override
        public void shutdownOutput() {
            check();
        }

        @Override
        public void close() {
            check();
            transport.loop.execute(() -> {
                if (!closed) {
                    closed = true;
                    handler.onClosed("closed by this side");
                }
            });
        }

        @Override
        public void abort() {
            close();
        }

        @Override
        public Timers timers() {
            return transport.timers();
        }

        @Override
        public Executor executor() {
            return transport.loop;
        }

        private void check() {
            if (detached) {
                throw new DetachedException("handed over");
            }
        }
    }
}
