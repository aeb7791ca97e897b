package io.fairlead.gateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.gateway.testing.LiveGateway;
import io.fairlead.gateway.testing.RandomPeers;
import io.fairlead.service.Reply;
import io.fairlead.service.Request;
import io.fairlead.service.ServiceException;
import io.fairlead.service.TpErrno;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * E12, E13 and what the seed promises: each caller gets its own answer or a named error, and never another's. Callers
 * use few keys, so that the same key is often in flight twice; peers reply at random, too late or never, and cut
 * connections while services still work for them.
 *
 * <p>It fails when {@link Slot#send} does not compare generations: peers then get replies that were for the connection
 * before theirs.
 */
@Timeout(90)
class NeverAWrongReplyTest {
    private static final int CALLS = 10_000;
    private static final int CALLERS = 16;
    private static final int KEYS = 40;
    private static final Duration REPLY_TIMEOUT = Duration.ofMillis(150);

    @TempDir
    Path home;

    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    private final Map<TpErrno, Integer> errors = new EnumMap<>(TpErrno.class);
    private final AtomicInteger well = new AtomicInteger();

    @Test
    void shouldGiveEachCallerItsOwnAnswerOrANamedError() throws Exception {
        long seed = System.nanoTime();
        try (LiveGateway live = new LiveGateway(
                        home,
                        "service",
                        "LATER",
                        "svcgw",
                        "svcgw",
                        "classifier",
                        "rules",
                        "classifier.reply",
                        "bytes 0 = 'R'",
                        "classifier.key",
                        "bytes 1 8",
                        "concurrent",
                        "8",
                        "reply-timeout",
                        REPLY_TIMEOUT.toMillis() + "ms");
                RandomPeers peers = served(live, seed)) {
            CountDownLatch done = new CountDownLatch(CALLERS);
            for (int i = 0; i < CALLERS; i++) {
                int number = i;
                Thread caller = new Thread(
                        () -> {
                            call(live, number, new Random(seed + number));
                            done.countDown();
                        },
                        "caller-" + i);
                caller.setDaemon(true);
                caller.start();
            }
            assertThat(done.await(80, TimeUnit.SECONDS)).as("seed %d", seed).isTrue();

            assertThat(wrong).as("replies to the wrong caller, seed %d", seed).isEmpty();
            assertThat(peers.wrong())
                    .as("replies to the wrong peer, seed %d", seed)
                    .isEmpty();
            synchronized (errors) {
                assertThat(errors.keySet())
                        .as("seed %d", seed)
                        .isSubsetOf(TpErrno.TPETIME, TpErrno.TPECLOSE, TpErrno.TPENOREADY);
                assertThat(well.get()
                                + errors.values().stream()
                                        .mapToInt(Integer::intValue)
                                        .sum())
                        .isEqualTo(CALLS);
            }
            assertThat(well.get()).as("calls that were answered").isGreaterThan(CALLS * 8 / 10);
            assertThat(peers.cuts()).as("connections that were cut").isPositive();
            assertThat(peers.answers())
                    .as("requests of peers that were answered")
                    .isPositive();
            assertThat(live.gateway().figures().counters().get("late_replies")).isPositive();
        }
    }

    private static RandomPeers served(LiveGateway live, long seed) {
        Random random = new Random(seed);
        live.services().add("LATER", false, call -> live.services()
                .later(Duration.ofMillis(random.nextInt(60)), () -> call.reply(reply(call.request()))));
        RandomPeers peers =
                new RandomPeers(live, 5, REPLY_TIMEOUT.plusMillis(60).toMillis(), seed);
        await().until(() -> live.gateway().view().connected() == 5);
        return peers;
    }

    private static Reply reply(Request request) {
        byte[] answer = request.bytes();
        answer[0] = 'R';
        return Reply.of(answer);
    }

    private void call(LiveGateway live, int caller, Random random) {
        for (int i = 0; i < CALLS / CALLERS; i++) {
            String text = String.format("K%07d", random.nextInt(KEYS)) + " call " + i + " of caller " + caller;
            try {
                String reply = live.call("Q" + text);
                if (!reply.equals("R" + text)) {
                    wrong.add("asked " + text + ", got " + reply);
                }
                well.incrementAndGet();
            } catch (ServiceException named) {
                synchronized (errors) {
                    errors.merge(named.error(), 1, Integer::sum);
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
