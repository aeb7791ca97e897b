package io.fairlead.transport.netty;

import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.Group;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers each frame with its name, the connection's count and the payload; tells what happened to it. */
public class TestEcho implements Protocol {
    public final String name;
    public final List<String> events = Collections.synchronizedList(new ArrayList<>());
    public final List<Handler> handlers = Collections.synchronizedList(new ArrayList<>());
    public volatile Group group;

    public TestEcho(String name) {
        this.name = name;
    }

    @Override
    public void attach(Group held, Optional<SessionState> state) {
        group = held;
        events.add("attach " + state.map(TestEcho::text).orElse("-"));
    }

    @Override
    public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
        Handler handler = new Handler(
                this,
                connection,
                state.map(TestEcho::text).map(Integer::valueOf).orElse(0));
        handlers.add(handler);
        return handler;
    }

    @Override
    public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
        events.add("suspend");
        return CompletableFuture.completedFuture(Optional.of(state("left by " + name)));
    }

    @Override
    public void resume() {
        events.add("resume");
    }

    @Override
    public void detached() {
        events.add("detached");
    }

    public static SessionState state(String text) {
        return SessionState.of("test", 1, text.getBytes(StandardCharsets.UTF_8));
    }

    public static String text(SessionState state) {
        return new String(state.bytes(), StandardCharsets.UTF_8);
    }

    /** Serves one connection. */
    public static class Handler implements ConnectionHandler {
        public final TestEcho echo;
        public final Connection connection;
        public final List<String> events = Collections.synchronizedList(new ArrayList<>());
        public int count;

        public Handler(TestEcho echo, Connection connection, int count) {
            this.echo = echo;
            this.connection = connection;
            this.count = count;
        }

        @Override
        public void onData(ByteBuffer bytes) {
            while (bytes.remaining() >= Integer.BYTES
                    && bytes.remaining() - Integer.BYTES >= bytes.getInt(bytes.position())) {
                byte[] payload = new byte[bytes.getInt()];
                bytes.get(payload);
                onFrame(new String(payload, StandardCharsets.UTF_8));
            }
        }

        protected void onFrame(String payload) {
            count++;
            reply(payload);
        }

        protected void reply(String payload) {
            byte[] answer = Client.frame(echo.name + " " + count + " " + payload);
            ByteBuffer room = connection.reserve(answer.length);
            room.put(answer);
            connection.commit();
        }

        @Override
        public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
            return CompletableFuture.completedFuture(Optional.of(state(String.valueOf(count))));
        }

        @Override
        public void onClosed(String cause) {
            events.add("closed: " + cause);
        }

        @Override
        public void resume() {
            events.add("resume");
        }

        @Override
        public void detached() {
            events.add("detached");
        }
    }
}
