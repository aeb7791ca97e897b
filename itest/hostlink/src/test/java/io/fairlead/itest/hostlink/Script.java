package io.fairlead.itest.hostlink;

import io.fairlead.gateway.api.CallFailedException;
import io.fairlead.gateway.api.Conversation;
import io.fairlead.gateway.api.Failure;
import io.fairlead.gateway.api.ServiceRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A conversation whose events are written down beforehand, and which writes down what the program does. */
final class Script implements Conversation {
    final List<String> done = new ArrayList<>();
    private final Deque<Object> events = new ArrayDeque<>();
    private final Optional<ByteBuffer> state;
    private final Optional<String> clientId;
    private ByteBuffer unread = ByteBuffer.allocate(0);
    private Optional<ServiceRequest> request = Optional.empty();

    Script(Optional<ByteBuffer> state, Optional<String> clientId) {
        this.state = state;
        this.clientId = clientId;
    }

    /** Adds the peer's bytes. */
    Script peer(String text) {
        events.add(text);
        return this;
    }

    /** Adds a service's request. */
    Script service(String data) {
        events.add(new Asked(data));
        return this;
    }

    Script event(Event event) {
        events.add(event);
        return this;
    }

    @Override
    public Event select(Duration timeout) {
        Object next = events.isEmpty() ? Event.END : events.remove();
        if (next instanceof String text) {
            unread = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            return Event.DATA;
        }
        if (next instanceof Asked asked) {
            request = Optional.of(asked);
            return Event.REQUEST;
        }
        return (Event) next;
    }

    @Override
    public int read(ByteBuffer into, Duration timeout) {
        int length = Math.min(into.remaining(), unread.remaining());
        into.put(unread.slice(unread.position(), length));
        unread.position(unread.position() + length);
        return length;
    }

    @Override
    public void write(ByteBuffer bytes) {
        done.add(StandardCharsets.UTF_8.decode(bytes).toString().strip());
    }

    @Override
    public Optional<ServiceRequest> nextRequest() {
        Optional<ServiceRequest> taken = request;
        request = Optional.empty();
        return taken;
    }

    @Override
    public byte[] call(String service, byte[] data) throws CallFailedException {
        if (!service.equals("ECHO")) {
            throw new CallFailedException(new Failure(6, "TPENOENT", service, "There is none."), new byte[0]);
        }
        return data;
    }

    @Override
    public boolean serverMode() {
        return true;
    }

    @Override
    public Optional<ByteBuffer> state() {
        return state;
    }

    @Override
    public Optional<String> clientId() {
        return clientId;
    }

    @Override
    public InetSocketAddress peer() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
    }

    @Override
    public void connect(Duration timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] readFully(int length, Duration timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<byte[]> callLater(String service, byte[] data) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void send(String service, byte[] data) {
        throw new UnsupportedOperationException();
    }

    private final class Asked implements ServiceRequest {
        private final String data;

        Asked(String data) {
            this.data = data;
        }

        @Override
        public String service() {
            return "svcgw";
        }

        @Override
        public byte[] data() {
            return data.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Duration timeLeft() {
            return Duration.ofSeconds(10);
        }

        @Override
        public boolean wantsReply() {
            return true;
        }

        @Override
        public void reply(byte[] answer) {
            done.add("service gets " + new String(answer, StandardCharsets.UTF_8));
        }

        @Override
        public void fail(String reason, byte[] answer) {
            done.add("service fails: " + reason);
        }
    }
}
