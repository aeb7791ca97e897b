package io.fairlead.itest.hostlink;

import io.fairlead.gateway.api.CallFailedException;
import io.fairlead.gateway.api.Conversation;
import io.fairlead.gateway.api.Ending;
import io.fairlead.gateway.api.ServiceRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One conversation. Asks in flight belong to it, so it moves to the program's next version when there are none. */
final class Link {
    private static final Duration LOG_ON = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Conversation conversation;
    private final Lines lines;
    private final Map<Integer, ServiceRequest> asked = new HashMap<>();
    private boolean loggedOn;
    private boolean pinged;
    private boolean moving;
    private boolean stopping;
    private int lastAsk;

    /** Goes on where the last version of the program ended, if there was one. */
    Link(Conversation conversation) {
        this.conversation = conversation;
        ByteBuffer state = conversation.state().orElse(ByteBuffer.allocate(0)).duplicate();
        if (state.hasRemaining()) {
            loggedOn = state.get() == 1;
            lastAsk = state.getInt();
        }
        lines = new Lines(state);
    }

    Ending run() throws IOException, InterruptedException {
        if (!conversation.serverMode()) {
            conversation.connect(CONNECT);
        }
        while (true) {
            Optional<Ending> ending = step(conversation.select(loggedOn ? SILENCE : LOG_ON));
            if (ending.isPresent()) {
                return ending.get();
            }
            if (moving && asked.isEmpty()) {
                return Ending.moved(state());
            }
            if (stopping && asked.isEmpty()) {
                write("BYE");
                return Ending.normal();
            }
        }
    }

    private Optional<Ending> step(Conversation.Event event) throws IOException, InterruptedException {
        switch (event) {
            case DATA -> {
                return read();
            }
            case REQUEST -> ask();
            case TIMEOUT -> {
                return silence();
            }
            case END -> {
                return Optional.of(Ending.normal());
            }
            case MOVE -> moving = true;
            case STOP -> stopping = true;
        }
        return Optional.empty();
    }

    private Optional<Ending> read() throws IOException, InterruptedException {
        conversation.read(lines.room(), AT_ONCE);
        pinged = false;
        Optional<String> line = lines.next();
        while (line.isPresent()) {
            Optional<Ending> ending = take(line.get());
            if (ending.isPresent()) {
                return ending;
            }
            line = lines.next();
        }
        return Optional.empty();
    }

    private Optional<Ending> take(String line) throws IOException, InterruptedException {
        String[] words = line.split(" ", 2);
        String rest = words.length > 1 ? words[1] : "";
        if (!loggedOn) {
            return logOn(words[0], rest);
        }
        switch (words[0]) {
            case "CALL" -> call(rest);
            case "ANSWER" -> answered(rest, true);
            case "REFUSE" -> answered(rest, false);
            case "PING" -> write("PONG");
            case "PONG" -> pinged = false;
            case "BYE" -> {
                return Optional.of(Ending.normal());
            }
            default -> {
                return Optional.of(Ending.abnormal("the peer sent a line that begins with no known word"));
            }
        }
        return Optional.empty();
    }

    private Optional<Ending> logOn(String word, String name) throws IOException, InterruptedException {
        boolean right = word.equals("LOGON")
                && conversation.clientId().map(name::equals).orElse(!name.isEmpty());
        if (!right) {
            write("DENIED");
            return Optional.of(Ending.abnormal("the peer did not log on as it should"));
        }
        loggedOn = true;
        write("READY");
        return Optional.empty();
    }

    /** The peer calls a service: {@code id service data}. */
    private void call(String rest) throws IOException, InterruptedException {
        String[] words = rest.split(" ", 3);
        if (words.length < 2) {
            write("ERROR " + words[0] + " TPEINVAL");
            return;
        }
        try {
            byte[] reply = conversation.call(words[1], bytes(words.length > 2 ? words[2] : ""));
            write("REPLY " + words[0] + " " + new String(reply, StandardCharsets.UTF_8));
        } catch (CallFailedException failed) {
            write("ERROR " + words[0] + " " + failed.failure().name());
        }
    }

    /** A service asks the peer. */
    private void ask() throws IOException, InterruptedException {
        ServiceRequest request = conversation.nextRequest().orElse(null);
        if (request == null) {
            return;
        }
        if (!loggedOn || stopping) {
            request.fail("the peer is not logged on", new byte[0]);
            return;
        }
        asked.values()
                .removeIf(old -> old.timeLeft().isNegative() || old.timeLeft().isZero());
        asked.put(++lastAsk, request);
        write("ASK " + lastAsk + " " + new String(request.data(), StandardCharsets.UTF_8).replace('\n', ' '));
    }

    /** The peer answers a service: {@code number data}; an answer to nothing is dropped, whoever asked has gone. */
    private void answered(String rest, boolean well) {
        String[] words = rest.split(" ", 2);
        ServiceRequest request = words[0].matches("\\d{1,9}") ? asked.remove(Integer.valueOf(words[0])) : null;
        String data = words.length > 1 ? words[1] : "";
        if (request != null && well) {
            request.reply(bytes(data));
        } else if (request != null) {
            request.fail("the peer refused", bytes(data));
        }
    }

    private Optional<Ending> silence() throws IOException, InterruptedException {
        if (!loggedOn) {
            return Optional.of(Ending.abnormal("the peer did not log on in time"));
        }
        if (pinged) {
            return Optional.of(Ending.abnormal("the peer is silent"));
        }
        pinged = true;
        write("PING");
        return Optional.empty();
    }

    private ByteBuffer state() {
        ByteBuffer begun = lines.begun();
        return ByteBuffer.allocate(1 + Integer.BYTES + begun.remaining())
                .put((byte) (loggedOn ? 1 : 0))
                .putInt(lastAsk)
                .put(begun)
                .flip();
    }

    private void write(String line) throws IOException, InterruptedException {
        conversation.write(ByteBuffer.wrap(bytes(line + "\n")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
