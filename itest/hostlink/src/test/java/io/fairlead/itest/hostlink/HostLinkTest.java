package io.fairlead.itest.hostlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.gateway.api.Conversation.Event;
import io.fairlead.gateway.api.Ending;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class HostLinkTest {
    private final Script script = new Script(Optional.empty(), Optional.of("CLI1"));

    @Test
    void shouldCallServicesForAPeerThatHasLoggedOn() throws Exception {
        script.peer("LOGON CLI1\nCALL 1 ECHO hello world\nCALL 2 NONE x\nCALL 3\nBYE\n");
        assertThat(new HostLink().run(script).kind()).isEqualTo(Ending.Kind.NORMAL);
        assertThat(script.done).containsExactly("READY", "REPLY 1 hello world", "ERROR 2 TPENOENT", "ERROR 3 TPEINVAL");
    }

    @Test
    void shouldAskThePeerForServicesAndMatchAnswersThatComeOutOfOrder() throws Exception {
        script.peer("LOGON CLI1\n")
                .service("one")
                .service("two")
                .peer("CALL 9 ECHO between\nANSWER 2 zwei\n")
                .peer("REFUSE 1 eins\nANSWER 7 for nobody\n");
        assertThat(new HostLink().run(script).kind()).isEqualTo(Ending.Kind.NORMAL);
        assertThat(script.done)
                .containsExactly(
                        "READY",
                        "ASK 1 one",
                        "ASK 2 two",
                        "REPLY 9 between",
                        "service gets zwei",
                        "service fails: the peer refused");
    }

    @Test
    void shouldDenyAPeerThatDoesNotLogOnAsItself() throws Exception {
        script.service("too early").peer("LOGON CLI2\n");
        assertThat(new HostLink().run(script).reason()).isEqualTo("the peer did not log on as it should");
        assertThat(script.done).containsExactly("service fails: the peer is not logged on", "DENIED");
    }

    @Test
    void shouldGiveUpAPeerThatIsSilentTwice() throws Exception {
        script.peer("LOGON CLI1\n")
                .event(Event.TIMEOUT)
                .peer("PONG\n")
                .event(Event.TIMEOUT)
                .event(Event.TIMEOUT);
        assertThat(new HostLink().run(script).reason()).isEqualTo("the peer is silent");
        assertThat(script.done).containsExactly("READY", "PING", "PING");
    }

    @Test
    void shouldMoveToItsNextVersionBetweenTwoMessagesAndGoOn() throws Exception {
        script.peer("LOGON CLI1\n").service("one").event(Event.MOVE).peer("ANSWER 1 eins\nCALL 5 EC");
        Ending ending = new HostLink().run(script);
        assertThat(ending.kind()).isEqualTo(Ending.Kind.MOVED);
        assertThat(script.done).containsExactly("READY", "ASK 1 one", "service gets eins");

        ByteBuffer state = ending.state();
        Script next = new Script(Optional.of(state), Optional.of("CLI1"));
        next.peer("HO half a line\n").service("two").peer("ANSWER 2 zwei\n");
        assertThat(new HostLink().run(next).kind()).isEqualTo(Ending.Kind.NORMAL);
        assertThat(next.done).containsExactly("REPLY 5 half a line", "ASK 2 two", "service gets zwei");
    }

    @Test
    void shouldFinishWhatIsOpenWhenTheGatewayStops() throws Exception {
        script.peer("LOGON CLI1\n")
                .service("one")
                .event(Event.STOP)
                .service("two")
                .peer("ANSWER 1 eins\n");
        assertThat(new HostLink().run(script).kind()).isEqualTo(Ending.Kind.NORMAL);
        assertThat(script.done)
                .containsExactly(
                        "READY", "ASK 1 one", "service fails: the peer is not logged on", "service gets eins", "BYE");
    }
}
