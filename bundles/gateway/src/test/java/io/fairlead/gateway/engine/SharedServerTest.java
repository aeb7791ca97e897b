package io.fairlead.gateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.gateway.testing.LiveGateway;
import io.fairlead.gateway.testing.Peer;
import io.fairlead.service.TpErrno;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Server mode, shared: A1, A2, A12, A13 and E2 to E11 of the peer that was measured. */
@Timeout(60)
class SharedServerTest {
    @TempDir
    Path home;

    private LiveGateway live;

    @AfterEach
    void stop() {
        if (live != null) {
            live.close();
        }
    }

    @Test
    void shouldEchoFramesThatAreSplitAtEveryByteAndGluedTogether() throws Exception {
        start("service", "ECHO");
        Peer peer = live.peer();
        byte[] frame = Peer.frame("split me");
        for (int at = 1; at < frame.length; at++) {
            peer.sendRaw(java.util.Arrays.copyOfRange(frame, 0, at));
            peer.sendRaw(java.util.Arrays.copyOfRange(frame, at, frame.length));
            assertThat(peer.receive()).isEqualTo("split me");
        }
        ByteArrayOutputStream glued = new ByteArrayOutputStream();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sent.add("message " + i);
            glued.writeBytes(Peer.frame("message " + i));
        }
        peer.sendRaw(glued.toByteArray());
        List<String> got = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            got.add(peer.receive());
        }
        assertThat(got).isEqualTo(sent);
    }

    @Test
    void shouldServeTheRequestsOfOnePeerInOrderThoughTheFirstIsSlow() throws Exception {
        start("service", "SLEEPS");
        live.services().add("SLEEPS", false, call -> live.services()
                .later(
                        Duration.ofMillis(call.request().bytes()[0] == 's' ? 200 : 0),
                        () -> call.reply(
                                io.fairlead.service.Reply.of(call.request().data()))));
        Peer peer = live.peer();
        ByteArrayOutputStream three = new ByteArrayOutputStream();
        three.writeBytes(Peer.frame("slow"));
        three.writeBytes(Peer.frame("fast"));
        three.writeBytes(Peer.frame("last"));
        peer.sendRaw(three.toByteArray());
        assertThat(List.of(peer.receive(), peer.receive(), peer.receive())).containsExactly("slow", "fast", "last");
    }

    @Test
    void shouldRotateStrictlyOverThreeIdleConnections() throws Exception {
        start("svcgw", "svcgw");
        List<Peer> peers = connect(3);
        for (int i = 0; i < 300; i++) {
            assertThat(live.call("call " + i)).isEqualTo("re call " + i);
        }
        assertThat(peers.stream().map(Peer::served)).containsExactly(100, 100, 100);
    }

    @Test
    void shouldSkipHandlersWithoutConnections() throws Exception {
        start("svcgw", "svcgw", "handlers", "3", "min-handlers", "3", "threads", "2");
        List<Peer> peers = connect(6);
        peers.get(0).close();
        peers.get(1).close();
        peers.get(3).close();
        peers.get(4).close();
        await().until(() -> live.gateway().view().connected() == 2);
        for (int i = 0; i < 100; i++) {
            assertThat(live.call("call " + i)).isEqualTo("re call " + i);
        }
        assertThat(List.of(peers.get(2).served(), peers.get(5).served())).containsExactly(50, 50);
    }

    @Test
    void shouldRefuseTheConnectionBeyondEveryHandlerAndTakeTheNextWhenOneHasLeft() throws Exception {
        start("service", "ECHO", "handlers", "3", "threads", "50");
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            peers.add(live.peer());
        }
        await().until(() -> live.gateway().view().connected() == 150);
        try (Peer one = live.peer()) {
            assertThat(one.read()).isEqualTo(-1);
        }
        assertThat(live.gateway().figures().refusals()).containsEntry("full", 1L);
        peers.get(7).close();
        await().until(() -> live.gateway().view().connected() == 149);
        assertThat(live.peer().ask("again")).isEqualTo("again");
        assertThat(live.gateway().view().handlers().stream().map(GatewayView.HandlerLine::connections))
                .containsExactly(50, 50, 50);
    }

    @Test
    void shouldSayAtOnceThatNobodyIsConnected() throws Exception {
        start("svcgw", "svcgw");
        long begin = System.nanoTime();
        assertThat(live.errorOf("", "x")).isEqualTo(TpErrno.TPENOREADY);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(50));
    }

    @Test
    void shouldTellTheCallerOfALostConnectionAtOnceAndGoOnWithAnother() throws Exception {
        start("svcgw", "svcgw");
        for (boolean reset : new boolean[] {false, true}) {
            try (Peer silent = live.peer()) {
                await().until(() -> live.gateway().view().connected() == 1);
                var pending = live.services().services().callAsync("svcgw", LiveGateway.request("x"));
                assertThat(silent.receive()).isEqualTo("x");
                long begin = System.nanoTime();
                if (reset) {
                    silent.reset();
                } else {
                    silent.end();
                }
                assertThat(pending.reply())
                        .failsWithin(Duration.ofMillis(100))
                        .withThrowableThat()
                        .withMessageContaining("TPECLOSE");
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(100));
            }
            await().until(() -> live.gateway().view().connected() == 0);
        }
        connect(1);
        assertThat(live.call("next")).isEqualTo("re next");
    }

    @Test
    void shouldEndACallThatIsNotAnsweredInTimeAndNeverUseThatConnectionAgain() throws Exception {
        start("svcgw", "svcgw", "reply-timeout", "200ms");
        Peer silent = live.peer();
        await().until(() -> live.gateway().view().connected() == 1);
        long begin = System.nanoTime();
        assertThat(live.errorOf("", "no answer")).isEqualTo(TpErrno.TPETIME);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(195), Duration.ofMillis(600));
        assertThat(silent.receive()).isEqualTo("no answer");
        assertThat(silent.read()).isEqualTo(-1);
    }

    @Test
    void shouldTellThePeerOfAFailedService() throws Exception {
        start("service", "NOBODY", "on-failure", "text");
        Peer peer = live.peer();
        assertThat(peer.ask("x")).isEqualTo("TPENOENT (6): there is no service NOBODY");
        live.change("on-failure", "close");
        peer.send("x");
        assertThat(peer.read()).isEqualTo(-1);
    }

    @Test
    void shouldCloseAtAFrameThatIsTooLongOrNoFrameWithTheReason() throws Exception {
        start("service", "ECHO", "framing.max", "100");
        for (String bad : new String[] {"0101", "-001", "12x4"}) {
            try (Peer peer = live.peer()) {
                peer.sendRaw(bad.getBytes(StandardCharsets.ISO_8859_1));
                assertThat(peer.read()).isEqualTo(-1);
            }
        }
        assertThat(live.gateway().figures().badFrames())
                .containsEntry("TOO_LONG", 1L)
                .containsEntry("BAD_LENGTH", 2L);
    }

    @Test
    void shouldAnswerWhatWasAskedBeforeThePeerEndedItsStream() throws Exception {
        start("service", "ECHO");
        Peer peer = live.peer();
        peer.send("last words");
        peer.end();
        assertThat(peer.receive()).isEqualTo("last words");
        assertThat(peer.read()).isEqualTo(-1);
    }

    private void start(String... settings) {
        live = new LiveGateway(home, settings);
    }

    private List<Peer> connect(int count) throws Exception {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            peers.add(live.peer().answering(message -> "re " + message));
            int open = i + 1;
            await().until(() -> live.gateway().view().connected() == open);
        }
        return peers;
    }
}
