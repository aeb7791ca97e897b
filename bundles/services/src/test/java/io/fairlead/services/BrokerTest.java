package io.fairlead.services;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.platform.log.RepeatLog;
import io.fairlead.platform.metrics.MetricSink;
import io.fairlead.service.CallFlag;
import io.fairlead.service.NamedService;
import io.fairlead.service.PendingCall;
import io.fairlead.service.Reply;
import io.fairlead.service.Request;
import io.fairlead.service.ServiceCall;
import io.fairlead.service.ServiceException;
import io.fairlead.service.TpErrno;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(20)
class BrokerTest {
    private static final ServicesSettings SETTINGS =
            new ServicesSettings(Duration.ofSeconds(10), Duration.ofSeconds(10), 2, 2, Duration.ofMillis(300));

    private final ServicePool pool = new ServicePool(SETTINGS.threads(), SETTINGS.maxWaiting());
    private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(1);
    private final Broker broker = new Broker(
            SETTINGS,
            pool,
            timers,
            System::nanoTime,
            new RepeatLog(LoggerFactory.getLogger(BrokerTest.class), Duration.ofMinutes(1), System::nanoTime));
    private long nextId;

    @AfterEach
    void end() {
        pool.close();
        timers.shutdownNow();
    }

    @Test
    void shouldAnswerWithWhatTheServiceReplied() throws Exception {
        serve("ECHO", false, new EchoService());
        serve("TOUPPER", true, new ToUpperService());
        assertThat(text(broker.call("ECHO", ask("héllo")))).isEqualTo("héllo");
        assertThat(text(broker.call("TOUPPER", ask("héllo")))).isEqualTo("HéLLO");
        assertThat(text(broker.call("TOUPPER", ask("héllo").with(Request.CHARSET, "UTF-8"))))
                .isEqualTo("HÉLLO");
        assertThat(broker.names()).containsExactly("ECHO", "TOUPPER");
    }

    @Test
    void shouldKeepTheErrorsOfAServiceApart() {
        serve("FAILS", false, call -> call.fail(Reply.of("why".getBytes(UTF_8))));
        serve("BREAKS", false, call -> {
            throw new IllegalStateException("on purpose");
        });
        serve("SLOW", false, call -> {});
        assertThat(errorOf("FAILS", ask(""))).isEqualTo(TpErrno.TPESVCFAIL);
        assertThat(errorOf("BREAKS", ask(""))).isEqualTo(TpErrno.TPESVCERR);
        assertThat(errorOf("NOBODY", ask(""))).isEqualTo(TpErrno.TPENOENT);
        assertThat(errorOf("N".repeat(64), ask(""))).isEqualTo(TpErrno.TPEINVAL);
        assertThat(errorOf("SLOW", ask("").withSvcTime(Duration.ofMillis(50)))).isEqualTo(TpErrno.TPESVCERR);
        assertThat(errorOf("SLOW", ask("").withBlockTime(Duration.ofMillis(50))))
                .isEqualTo(TpErrno.TPETIME);
        assertThatThrownBy(() -> broker.call("FAILS", ask("")))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        error -> assertThat(error.reply().map(BrokerTest::text)).contains("why"));
    }

    @Test
    void shouldDropAndCountTheReplyThatComesAfterTheTime() {
        AtomicReference<ServiceCall> taken = new AtomicReference<>();
        AtomicBoolean told = new AtomicBoolean();
        serve("LATE", false, call -> {
            call.whenGone(() -> told.set(true));
            taken.set(call);
        });
        assertThat(errorOf("LATE", ask("").withBlockTime(Duration.ofMillis(50))))
                .isEqualTo(TpErrno.TPETIME);
        await().untilTrue(told);
        assertThat(taken.get().ended()).isTrue();
        taken.get().reply(Reply.of(new byte[1]));
        assertThat(figure("fairlead_services_late_replies_total LATE")).isEqualTo(1.0);
    }

    @Test
    void shouldInterruptABlockingServiceAtItsTimeAndNotTheNextOne() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch never = new CountDownLatch(1);
        serve("STUCK", true, call -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
                throw e;
            }
        });
        serve("ECHO", true, new EchoService());
        assertThat(errorOf("STUCK", ask("").withSvcTime(Duration.ofMillis(50)))).isEqualTo(TpErrno.TPESVCERR);
        await().untilTrue(interrupted);
        for (int i = 0; i < 20; i++) {
            assertThat(text(broker.call("ECHO", ask("" + i)))).isEqualTo("" + i);
        }
    }

    @Test
    void shouldForwardToTheServiceThatAnswersTheFirstCaller() throws Exception {
        serve("FIRST", false, call -> call.forward("LAST", Request.of("forwarded".getBytes(UTF_8))));
        serve("LAST", true, new EchoService());
        assertThat(text(broker.call("FIRST", ask("")))).isEqualTo("forwarded");
    }

    @Test
    void shouldCancelAndWaitAgain() throws Exception {
        AtomicReference<ServiceCall> taken = new AtomicReference<>();
        serve("TAKES", false, taken::set);
        PendingCall call = broker.callAsync("TAKES", ask(""));
        assertThatThrownBy(() -> call.await(Duration.ofMillis(20)))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.error()).isEqualTo(TpErrno.TPETIME));
        taken.get().reply(Reply.of("now".getBytes(UTF_8)));
        assertThat(text(call.await(Duration.ofSeconds(1)))).isEqualTo("now");

        PendingCall cancelled = broker.callAsync("TAKES", ask(""));
        cancelled.cancel();
        assertThat(taken.get().ended()).isTrue();
        assertThatThrownBy(() -> cancelled.await(Duration.ofSeconds(1)))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.error()).isEqualTo(TpErrno.TPEBADDESC));
    }

    @Test
    void shouldReturnAtOnceWhereNoReplyIsWanted() throws Exception {
        AtomicReference<ServiceCall> taken = new AtomicReference<>();
        serve("TAKES", false, taken::set);
        Reply reply = broker.call("TAKES", ask("x").withFlags(Set.of(CallFlag.TPNOREPLY)));
        assertThat(reply.data().remaining()).isZero();
        assertThat(taken.get().ended()).isFalse();
        assertThat(errorOf("NOBODY", ask("x").withFlags(Set.of(CallFlag.TPNOREPLY))))
                .isEqualTo(TpErrno.TPENOENT);
    }

    @Test
    void shouldQueueAndThenRefuseWhatItHasNoThreadsFor() {
        CountDownLatch done = new CountDownLatch(1);
        serve("BLOCKS", true, call -> {
            done.await();
            call.reply(Reply.of(new byte[0]));
        });
        List<PendingCall> taken = List.of(
                broker.callAsync("BLOCKS", ask("")),
                broker.callAsync("BLOCKS", ask("")),
                broker.callAsync("BLOCKS", ask("")),
                broker.callAsync("BLOCKS", ask("")));
        await().until(() -> pool.isBusy());
        assertThat(errorOf("BLOCKS", ask(""))).isEqualTo(TpErrno.TPEQFULL);
        assertThat(errorOf("BLOCKS", ask("").withFlags(Set.of(CallFlag.TPNOBLOCK))))
                .isEqualTo(TpErrno.TPEBLOCK);
        done.countDown();
        taken.forEach(call -> assertThat(call.reply()).succeedsWithin(Duration.ofSeconds(5)));
    }

    @Test
    void shouldLoseNoCallWhileAServiceIsReplaced() throws Exception {
        long old = serve("SWAPPED", false, new EchoService());
        broker.remove("SWAPPED", old);
        PendingCall waits = broker.callAsync("SWAPPED", ask("waits"));
        assertThat(waits.reply().toCompletableFuture()).isNotDone();
        serve("SWAPPED", false, new EchoService());
        assertThat(text(waits.await(Duration.ofSeconds(1)))).isEqualTo("waits");

        serve("GIVEN", false, ServiceCall::giveBack);
        serve("GIVEN", false, new EchoService());
        assertThat(text(broker.call("GIVEN", ask("given back")))).isEqualTo("given back");
    }

    @Test
    void shouldLetASuccessorAnswerWhatIsUnderWay() throws Exception {
        AtomicReference<ServiceCall> taken = new AtomicReference<>();
        serve("MOVED", false, taken::set);
        PendingCall call = broker.callAsync("MOVED", ask(""));
        String left = taken.get().leave();
        ServiceCall successor = broker.takeOver(left).orElseThrow();
        taken.get().reply(Reply.of("of the old one".getBytes(UTF_8)));
        assertThat(call.reply().toCompletableFuture()).isNotDone();
        successor.reply(Reply.of("of the new one".getBytes(UTF_8)));
        assertThat(text(call.await(Duration.ofSeconds(1)))).isEqualTo("of the new one");
        assertThat(broker.takeOver(left)).isEmpty();
    }

    @Test
    void shouldTakeANameWithAnAtForAClientOfTheService() throws Exception {
        serve(
                "svcgw",
                false,
                call -> call.reply(
                        Reply.of(call.request().clientId().orElse("none").getBytes(UTF_8))));
        assertThat(text(broker.call("svcgw@CLI1", ask("")))).isEqualTo("CLI1");
    }

    @Test
    void shouldSayThatAServiceDidNotComeBack() {
        broker.remove("GONE", serve("GONE", false, new EchoService()));
        assertThat(errorOf("GONE", ask(""))).isEqualTo(TpErrno.TPENOENT);
    }

    private long serve(String name, boolean blocking, NamedService service) {
        long id = ++nextId;
        broker.add(name, new Registered(service, Optional.empty(), blocking, 0, id));
        return id;
    }

    private TpErrno errorOf(String name, Request request) {
        try {
            broker.call(name, request);
        } catch (ServiceException e) {
            return e.error();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError(name + " has answered");
    }

    private double figure(String nameAndService) {
        Map<String, Double> all = new ConcurrentHashMap<>();
        broker.collect(new MetricSink() {
            @Override
            public void counter(String name, String help, double value, String... labels) {
                all.put(name + " " + labels[1], value);
            }

            @Override
            public void gauge(String name, String help, double value, String... labels) {}
        });
        return all.getOrDefault(nameAndService, Double.NaN);
    }

    private static Request ask(String text) {
        return Request.of(text.getBytes(UTF_8));
    }

    private static String text(Reply reply) {
        return new String(reply.bytes(), UTF_8);
    }
}
