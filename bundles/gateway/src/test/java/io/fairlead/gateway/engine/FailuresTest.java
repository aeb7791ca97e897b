package io.fairlead.gateway.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.gateway.testing.LiveGateway;
import io.fairlead.gateway.testing.Peer;
import io.fairlead.service.CallFlag;
import io.fairlead.service.PendingCall;
import io.fairlead.service.Reply;
import io.fairlead.service.Request;
import io.fairlead.service.ServiceCall;
import io.fairlead.service.TpErrno;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Failed services, slow and silent peers, and what operators do about them: A15, A20, I1, E2. */
@Timeout(60)
class FailuresTest {
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
    void shouldKeepTheErrorsOfServicesApartForThePeer() throws Exception {
        start(
                "service", "NOBODY",
                "svctime", "100ms",
                "classifier", "rules",
                "classifier.error", "{code} ' ' {name}");
        Peer peer = live.peer();
        assertThat(peer.ask("x")).isEqualTo("6 TPENOENT");
        live.services().add("FAILS", false, call -> call.fail(Reply.of("why".getBytes(ISO_8859_1))));
        live.change("service", "FAILS");
        assertThat(peer.ask("x")).isEqualTo("11 TPESVCFAIL");
        live.services().addTimed("STUCK", call -> {});
        live.change("service", "STUCK");
        assertThat(peer.ask("x")).isEqualTo("10 TPESVCERR");
        live.change("svctime", "10s", "blocktime", "100ms");
        assertThat(peer.ask("x")).isEqualTo("13 TPETIME");
        assertThat(live.gateway().figures().errors())
                .containsOnlyKeys("TPENOENT", "TPESVCFAIL", "TPESVCERR", "TPETIME");
    }

    @Test
    void shouldGiveThePeerWhatAFailedServiceGaveWhereToldSo() throws Exception {
        start("service", "FAILS", "on-failure", "data");
        live.services().add("FAILS", false, call -> call.fail(Reply.of("why".getBytes(ISO_8859_1))));
        assertThat(live.peer().ask("x")).isEqualTo("why");
    }

    @Test
    void shouldCutPeersThatSendAHeaderByteByByteAndServeTheOthers() throws Exception {
        start("service", "ECHO", "half-message-timeout", "1s");
        List<Peer> slow = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Peer peer = live.peer();
            peer.sendRaw(new byte[] {'0'});
            slow.add(peer);
        }
        Peer other = live.peer();
        assertThat(other.ask("meanwhile")).isEqualTo("meanwhile");
        for (Peer peer : slow) {
            assertThat(peer.read()).isEqualTo(-1);
        }
        assertThat(other.ask("still there")).isEqualTo("still there");
    }

    @Test
    void shouldCutAPeerThatDoesNotAnswerASignOfLife() throws Exception {
        start(
                "service", "ECHO",
                "heartbeat", "100ms",
                "classifier", "rules",
                "classifier.heartbeat", "bytes 0 = 'H'",
                "classifier.heartbeat-send", "'H'");
        Peer silent = live.peer();
        assertThat(silent.receive()).isEqualTo("H");
        assertThat(silent.read()).isEqualTo(-1);
    }

    @Test
    void shouldLetOperatorsSuspendAndResumeAService() throws Exception {
        start("service", "ECHO", "on-failure", "text");
        Peer peer = live.peer();
        assertThat(peer.ask("before")).isEqualTo("before");
        live.gateway().suspend("ECHO");
        peer.send("waits");
        await().until(() -> live.gateway().figures().counters().get("messages_in") == 2);
        assertThat(live.gateway().view().suspended()).containsExactly("ECHO");
        assertThat(live.gateway().figures().services().get("ECHO").count()).isEqualTo(1);
        assertThat(live.gateway().resume("ECHO")).isTrue();
        assertThat(peer.receive()).isEqualTo("waits");
        assertThat(live.gateway().resume("ECHO")).isFalse();
    }

    @Test
    void shouldLetOperatorsHoldRequestsToThePeersAndCutAConnection() throws Exception {
        start("svcgw", "svcgw");
        Peer peer = live.peer();
        await().until(() -> live.gateway().view().connected() == 1);
        live.gateway().suspend("svcgw");
        PendingCall call = live.services().services().callAsync("svcgw", LiveGateway.request("x"));
        assertThat(live.gateway().view().waiting()).isEqualTo(1);
        live.gateway().resume("svcgw");
        assertThat(peer.receive()).isEqualTo("x");
        peer.send("y");
        assertThat(LiveGateway.text(call.await(Duration.ofSeconds(5)))).isEqualTo("y");
        String slot = live.gateway().connections().get(0).slot();
        assertThat(live.gateway().disconnect("nobody")).isZero();
        assertThat(live.gateway().disconnect(slot)).isEqualTo(1);
        assertThat(peer.read()).isEqualTo(-1);
        live.gateway().figures().reset();
        assertThat(live.gateway().figures().calls().count()).isZero();
    }

    @Test
    void shouldLetOnlySoManyRequestsOfAHandlerBeWithServicesAtOnce() throws Exception {
        start("service", "HELD", "cpc", "2", "handlers", "1");
        List<ServiceCall> held = new CopyOnWriteArrayList<>();
        live.services().add("HELD", false, held::add);
        List<Peer> peers = List.of(live.peer(), live.peer(), live.peer());
        for (Peer peer : peers) {
            peer.send("x");
        }
        await().until(() -> live.gateway().view().handlers().stream().anyMatch(line -> line.waiting() == 1));
        assertThat(held).hasSize(2);
        held.get(0).reply(Reply.of(new byte[] {'1'}));
        await().until(() -> held.size() == 3);
        held.get(1).reply(Reply.of(new byte[] {'2'}));
        held.get(2).reply(Reply.of(new byte[] {'3'}));
        List<String> answers = new ArrayList<>();
        for (Peer peer : peers) {
            answers.add(peer.receive());
        }
        assertThat(answers).containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void shouldRefuseAndBlockWhatCannotBeSentAtOnce() throws Exception {
        start("svcgw", "svcgw", "max-waiting", "1");
        live.peer();
        await().until(() -> live.gateway().view().connected() == 1);
        live.services().services().callAsync("svcgw", LiveGateway.request("in flight"));
        Request impatient = LiveGateway.request("x").withFlags(Set.of(CallFlag.TPNOBLOCK));
        assertThat(live.services().services().callAsync("svcgw", impatient).reply())
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableThat()
                .withMessageContaining("TPEBLOCK");
        live.services().services().callAsync("svcgw", LiveGateway.request("waits"));
        assertThat(live.errorOf("", "too many")).isEqualTo(TpErrno.TPEQFULL);
    }

    private void start(String... settings) {
        live = new LiveGateway(home, settings);
    }
}
