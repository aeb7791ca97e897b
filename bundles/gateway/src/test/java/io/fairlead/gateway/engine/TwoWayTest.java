package io.fairlead.gateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.gateway.testing.LiveGateway;
import io.fairlead.gateway.testing.Peer;
import io.fairlead.platform.settings.SettingsException;
import io.fairlead.service.PendingCall;
import io.fairlead.service.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests both ways on one connection: A4 and E12 of the peer that was measured. */
@Timeout(60)
class TwoWayTest {
    private static final int MANY = 1000;

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
    void shouldMatchAThousandRequestsEachWayAtOnceThoughRepliesComeOutOfOrder() throws Exception {
        start("concurrent", "100");
        live.services().add("MARK", false, call -> {
            byte[] answer = call.request().bytes();
            answer[0] = 'R';
            call.reply(Reply.of(answer));
        });
        Peer peer = live.peer();
        await().until(() -> live.gateway().view().connected() == 1);
        List<PendingCall> calls = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            calls.add(live.services()
                    .services()
                    .callAsync("svcgw", LiveGateway.request(String.format("QK%07d to the peer", i))));
        }
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < MANY; i++) {
            peer.send(String.format("QP%07d to the service", i));
            expected.add(String.format("RP%07d to the service", i));
        }
        List<String> requests = new ArrayList<>();
        Set<String> replies = new TreeSet<>();
        for (int i = 0; i < 2 * MANY; i++) {
            String message = peer.receive();
            (message.startsWith("Q") ? requests : replies).add(message);
        }
        assertThat(replies).isEqualTo(expected);
        Collections.shuffle(requests, new Random(7));
        for (String request : requests) {
            peer.send("R" + request.substring(1));
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(LiveGateway.text(calls.get(i).await(Duration.ofSeconds(10))))
                    .isEqualTo(String.format("RK%07d to the peer", i));
        }
    }

    @Test
    void shouldGiveAPeersOwnRequestToItsServiceWhileAReplyIsDue() throws Exception {
        start();
        live.services().add("MARK", false, call -> {
            byte[] answer = call.request().bytes();
            answer[0] = 'R';
            call.reply(Reply.of(answer));
        });
        Peer peer = live.peer();
        await().until(() -> live.gateway().view().connected() == 1);
        PendingCall call = live.services().services().callAsync("svcgw", LiveGateway.request("QSAMEKEY1 mine"));
        assertThat(peer.receive()).isEqualTo("QSAMEKEY1 mine");
        assertThat(peer.ask("QSAMEKEY1 yours")).isEqualTo("RSAMEKEY1 yours");
        peer.send("RSAMEKEY1 answer");
        assertThat(LiveGateway.text(call.await(Duration.ofSeconds(5)))).isEqualTo("RSAMEKEY1 answer");
    }

    @Test
    void shouldLetAServiceCallThePeerThatIsWaitingForIt() throws Exception {
        start();
        live.services().add("MARK", true, call -> {
            Reply asked = live.services().services().call("svcgw", LiveGateway.request("QBACK0001 who are you?"));
            call.reply(Reply.of(("RFORW0001 you are " + LiveGateway.text(asked).substring(10))
                    .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
        });
        Peer peer = live.peer();
        peer.send("QFORW0001 who am I?");
        assertThat(peer.receive()).isEqualTo("QBACK0001 who are you?");
        peer.send("RBACK0001 the peer");
        assertThat(peer.receive()).isEqualTo("RFORW0001 you are the peer");
    }

    @Test
    void shouldRefuseTrafficBothWaysWhereNothingTellsARequestFromAReply() {
        assertThatThrownBy(() -> live = new LiveGateway(home, "service", "ECHO", "svcgw", "svcgw"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("nothing tells a reply from a request");
    }

    @Test
    void shouldLetALateReplyGoAndKeepItsKeyFromTheNextCaller() throws Exception {
        start("reply-timeout", "100ms");
        Peer peer = live.peer();
        await().until(() -> live.gateway().view().connected() == 1);
        assertThat(live.errorOf("", "QKEY00001 first").name()).isEqualTo("TPETIME");
        PendingCall second = live.services().services().callAsync("svcgw", LiveGateway.request("QKEY00001 second"));
        PendingCall other = live.services().services().callAsync("svcgw", LiveGateway.request("QKEY00002 other"));
        assertThat(peer.receive()).isEqualTo("QKEY00001 first");
        assertThat(peer.receive()).isEqualTo("QKEY00002 other");
        peer.send("RKEY00002 for other");
        assertThat(LiveGateway.text(other.await(Duration.ofSeconds(5)))).isEqualTo("RKEY00002 for other");
        peer.send("RKEY00001 for the first, late");
        assertThat(peer.receive()).isEqualTo("QKEY00001 second");
        peer.send("RKEY00001 for the second");
        assertThat(LiveGateway.text(second.await(Duration.ofSeconds(5)))).isEqualTo("RKEY00001 for the second");
        assertThat(live.gateway().figures().counters()).containsEntry("late_replies", 1L);
    }

    private void start(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "service", "MARK",
                "svcgw", "svcgw",
                "classifier", "rules",
                "classifier.reply", "bytes 0 = 'R'",
                "classifier.key", "bytes 1 8"));
        all.addAll(List.of(more));
        live = new LiveGateway(home, all.toArray(new String[0]));
    }
}
