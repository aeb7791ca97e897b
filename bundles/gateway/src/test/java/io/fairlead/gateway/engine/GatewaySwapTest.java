package io.fairlead.gateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.gateway.testing.LiveGateway;
import io.fairlead.gateway.testing.Peer;
import io.fairlead.service.PendingCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway is replaced while it works: nothing is lost and nothing is doubled. */
@Timeout(60)
class GatewaySwapTest {
    @TempDir
    Path home;

    private LiveGateway live;

    @AfterEach
    void stop() {
        live.close();
    }

    @Test
    void shouldAnswerTheCallThatWasSentByTheGatewayBefore() throws Exception {
        live = new LiveGateway(home, "svcgw", "svcgw");
        Peer peer = live.peer();
        await().until(() -> live.gateway().view().connected() == 1);
        PendingCall call = live.services().services().callAsync("svcgw", LiveGateway.request("before"));
        assertThat(peer.receive()).isEqualTo("before");
        assertThat(live.swap().reason()).isEmpty();
        peer.send("after");
        assertThat(LiveGateway.text(call.await(Duration.ofSeconds(5)))).isEqualTo("after");
        peer.answering(message -> "re " + message);
        assertThat(live.call("next")).isEqualTo("re next");
    }

    @Test
    void shouldKeepHalfAFrameAndTheNextGatewayTakesTheRest() throws Exception {
        live = new LiveGateway(home, "service", "ECHO");
        Peer peer = live.peer();
        assertThat(peer.ask("whole")).isEqualTo("whole");
        byte[] frame = Peer.frame("two halves");
        peer.sendRaw(java.util.Arrays.copyOfRange(frame, 0, 7));
        assertThat(live.swap().reason()).isEmpty();
        peer.sendRaw(java.util.Arrays.copyOfRange(frame, 7, frame.length));
        assertThat(peer.receive()).isEqualTo("two halves");
    }

    @Test
    void shouldLoseNothingBothWaysInTenSwaps() throws Exception {
        live = new LiveGateway(
                home,
                "service",
                "ECHO",
                "svcgw",
                "svcgw",
                "classifier",
                "rules",
                "classifier.reply",
                "bytes 0 = 'R'",
                "classifier.key",
                "bytes 1 8");
        List<Peer> callees = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            callees.add(live.peer().answering(message -> "R" + message.substring(1)));
        }
        await().until(() -> live.gateway().view().connected() == 3);
        AtomicBoolean ended = new AtomicBoolean();
        AtomicInteger called = new AtomicInteger();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            threads.add(new Thread(() -> {
                try {
                    for (int n = 0; !ended.get(); n++) {
                        String text = String.format("%d%07d text %d", number, n, n);
                        assertThat(live.call("Q" + text)).isEqualTo("R" + text);
                        called.incrementAndGet();
                    }
                } catch (Throwable e) {
                    failures.add(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (int swap = 0; swap < 10; swap++) {
            int before = called.get();
            await().until(() -> called.get() > before + 50 || !failures.isEmpty());
            assertThat(live.swap().reason()).isEmpty();
        }
        ended.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(callees.stream().mapToInt(Peer::served).sum()).isEqualTo(called.get());
    }

    @Test
    void shouldEndCallsInFlightAtAnOrderlyStop() throws Exception {
        live = new LiveGateway(home, "svcgw", "svcgw", "drain", "300ms");
        Peer one = live.peer();
        Peer other = live.peer();
        await().until(() -> live.gateway().view().connected() == 2);
        PendingCall first = live.services().services().callAsync("svcgw", LiveGateway.request("one"));
        PendingCall second = live.services().services().callAsync("svcgw", LiveGateway.request("two"));
        boolean inOrder = one.receive().equals("one");
        Peer slow = inOrder ? one : other;
        Peer silent = inOrder ? other : one;
        assertThat(other.receive()).isEqualTo(inOrder ? "two" : "one");
        Thread stopping = new Thread(live::stop);
        stopping.start();
        slow.send("done");
        assertThat(first.reply()).succeedsWithin(Duration.ofSeconds(5));
        assertThat(second.reply())
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("TPECLOSE");
        assertThat(silent.read()).isEqualTo(-1);
        stopping.join();
    }
}
