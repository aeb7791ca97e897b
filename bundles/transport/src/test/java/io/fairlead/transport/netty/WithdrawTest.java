package io.fairlead.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.transport.Binding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WithdrawTest {
    @Test
    void shouldMakeRoomForAnotherProtocolWithoutCallingTheOneThatIsWithdrawn() throws Exception {
        TestEcho hanging = new TestEcho("hanging");
        try (Rig rig = new Rig()) {
            Binding serving = rig.bind(new TestEcho("first"));
            try (Client client = rig.client(serving)) {
                Binding withdrawn = rig.bind(hanging);

                rig.transport.withdraw(List.of(Rig.KEY, "unknown"));

                assertThat(rig.transport.staged()).isEmpty();
                assertThat(withdrawn.staged()).isFalse();
                assertThat(hanging.events).isEmpty();
                assertThat(client.ask("a")).isEqualTo("first 1 a");
                rig.bind(new TestEcho("second"));
                assertThat(rig.handOver().done()).isTrue();
                assertThat(client.ask("b")).isEqualTo("second 2 b");
            }
        }
    }
}
