package io.fairlead.gateway.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.gateway.api.CallFailedException;
import io.fairlead.gateway.api.Conversation;
import io.fairlead.gateway.api.Ending;
import io.fairlead.gateway.api.ServiceRequest;
import io.fairlead.gateway.testing.LiveGateway;
import io.fairlead.gateway.testing.Peer;
import io.fairlead.service.PendingCall;
import io.fairlead.service.TpErrno;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A session program owns the conversation, as {@code user_thrmain} does. */
@Timeout(30)
class SessionProgramTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path home;

    private LiveGateway live;

    @BeforeEach
    void start() {
        live = new LiveGateway(home, "session", "talker", "svcgw", "svcgw", "reply-timeout", "5s");
        live.program("talker", conversation -> talk(conversation, "first"));
    }

    @AfterEach
    void stop() {
        live.close();
    }

    @Test
    void shouldShakeHandsAndThenServeBothWays() throws Exception {
        Peer peer = live.peer();
        assertThat(peer.receive()).isEqualTo("first: who are you?");
        peer.send("me");
        assertThat(peer.ask("ECHO hello")).isEqualTo("hello");
        assertThat(peer.ask("NOBODY hello")).isEqualTo("TPENOENT");
        PendingCall call = live.services().services().callAsync("svcgw", LiveGateway.request("for the peer"));
        assertThat(peer.receive()).isEqualTo("for the peer");
        peer.send("from the peer");
        assertThat(LiveGateway.text(call.await(PATIENCE))).isEqualTo("from the peer");
        peer.send("bye");
        assertThat(peer.read()).isEqualTo(-1);
        await().until(() -> live.gateway().view().connected() == 0);
        assertThat(live.errorOf("", "x")).isEqualTo(TpErrno.TPENOREADY);
    }

    @Test
    void shouldGoOnWithTheNextProgramWhereTheFirstLeftOff() throws Exception {
        Peer peer = live.peer();
        assertThat(peer.receive()).isEqualTo("first: who are you?");
        peer.send("me");
        assertThat(peer.ask("ECHO one")).isEqualTo("one");
        live.program("talker", conversation -> talk(conversation, "second"));
        await().untilAsserted(() -> assertThat(peer.ask("name?")).isEqualTo("second"));
    }

    @Test
    void shouldGoOnInTheNextGateway() throws Exception {
        Peer peer = live.peer();
        assertThat(peer.receive()).isEqualTo("first: who are you?");
        peer.send("me");
        assertThat(peer.ask("ECHO one")).isEqualTo("one");
        assertThat(live.swap().reason()).isEmpty();
        assertThat(peer.ask("ECHO two")).isEqualTo("two");
        PendingCall call = live.services().services().callAsync("svcgw", LiveGateway.request("after"));
        assertThat(peer.receive()).isEqualTo("after");
        peer.send("answer");
        assertThat(LiveGateway.text(call.await(PATIENCE))).isEqualTo("answer");
    }

    @Test
    void shouldLoseOnlyTheCallsOfAConnectionThatBreaks() throws Exception {
        Peer peer = live.peer();
        assertThat(peer.receive()).isEqualTo("first: who are you?");
        peer.send("me");
        await().until(() -> live.gateway().view().connected() == 1);
        PendingCall call = live.services().services().callAsync("svcgw", LiveGateway.request("x"));
        assertThat(peer.receive()).isEqualTo("x");
        peer.reset();
        assertThat(call.reply())
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableThat()
                .withMessageContaining("TPECLOSE");
    }

    private static Ending talk(Conversation with, String name) throws IOException, InterruptedException {
        if (with.state().isEmpty()) {
            send(with, name + ": who are you?");
            receive(with);
        }
        while (true) {
            switch (with.select(PATIENCE)) {
                case DATA -> {
                    String message = receive(with);
                    if (message.equals("bye")) {
                        return Ending.normal();
                    }
                    send(with, message.equals("name?") ? name : answer(with, message));
                }
                case REQUEST -> {
                    ServiceRequest request = with.nextRequest().orElseThrow();
                    send(with, new String(request.data(), ISO_8859_1));
                    request.reply(receive(with).getBytes(ISO_8859_1));
                }
                case MOVE -> {
                    return Ending.moved(ByteBuffer.wrap(new byte[] {1}));
                }
                default -> {
                    return Ending.normal();
                }
            }
        }
    }

    private static String answer(Conversation with, String message) throws InterruptedException {
        String[] words = message.split(" ", 2);
        try {
            return new String(with.call(words[0], words[1].getBytes(ISO_8859_1)), ISO_8859_1);
        } catch (CallFailedException e) {
            return e.failure().name();
        }
    }

    private static String receive(Conversation with) throws IOException, InterruptedException {
        int length = Integer.parseInt(new String(with.readFully(4, PATIENCE), ISO_8859_1));
        return new String(with.readFully(length, PATIENCE), ISO_8859_1);
    }

    private static void send(Conversation with, String message) throws IOException, InterruptedException {
        with.write(ByteBuffer.wrap(Peer.frame(message)));
    }
}
