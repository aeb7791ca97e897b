package io.fairlead.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.transport.Binding;
import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.Group;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.HandOver;
import io.fairlead.transport.PortRange;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.StateRefusedException;
import io.fairlead.transport.SuspendRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Versions of a protocol that want other endpoints or write another state. */
@Timeout(30)
class SwapVersionsTest {
    private final Rig rig = new Rig();
    private final TestEcho first = new TestEcho("first");

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void shouldConvertTheStateOfAnOlderVersionAndRefuseThatOfANewer() throws Exception {
        Binding binding = rig.bind(first);
        try (Client client = rig.client(binding)) {
            assertThat(client.ask("a")).isEqualTo("first 1 a");

            rig.bind(new Newer());
            assertThat(rig.handOver().reason()).isEmpty();
            assertThat(client.ask("b")).isEqualTo("newer 2 b");

            rig.bind(new TestEcho("first again") {
                @Override
                public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
                    if (state.filter(left -> left.version() > 1).isPresent()) {
                        throw new StateRefusedException("version 2 of the state is too new for this version");
                    }
                    return super.open(connection, state);
                }
            });
            HandOver.Outcome refused = rig.handOver();
            assertThat(refused.done()).isFalse();
            assertThat(refused.reason()).contains("version 2 of the state is too new", Rig.KEY, "the old side goes on");
            assertThat(client.ask("c")).isEqualTo("newer 3 c");
        }
    }

    @Test
    void shouldCloseTheConnectionsOfAnEndpointThatTheNextVersionDoesNotHave() throws Exception {
        Binding binding = rig.transport.bind(twoEndpoints(), first);
        try (Client main = rig.client(binding);
                Client other =
                        new Client(binding.group().endpoint("other").address().orElseThrow())) {
            main.ask("a");
            other.ask("a");
            rig.transport.bind(mainOnly(binding), new TestEcho("second"));

            assertThat(rig.handOver().reason()).isEmpty();

            assertThat(main.ask("b")).isEqualTo("second 2 b");
            assertThat(other.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void shouldKeepTheConnectionsOfAnEndpointThatARefusingVersionDoesNotHave() throws Exception {
        Binding binding = rig.transport.bind(twoEndpoints(), first);
        try (Client main = rig.client(binding);
                Client other =
                        new Client(binding.group().endpoint("other").address().orElseThrow())) {
            main.ask("a");
            other.ask("a");
            rig.transport.bind(mainOnly(binding), new TestEcho("refusing") {
                @Override
                public void attach(Group held, Optional<SessionState> state) {
                    throw new StateRefusedException("not this one");
                }
            });

            assertThat(rig.handOver().reason()).contains("not this one");

            assertThat(main.ask("b")).isEqualTo("first 2 b");
            assertThat(other.ask("b")).isEqualTo("first 2 b");
            try (Client newcomer =
                    new Client(binding.group().endpoint("other").address().orElseThrow())) {
                assertThat(newcomer.ask("c")).isEqualTo("first 1 c");
            }
        }
    }

    private static GroupSpec twoEndpoints() {
        return Rig.group(
                Rig.listener(PortRange.exactly(0), EndpointOptions.DEFAULT),
                new EndpointSpec(
                        "other",
                        EndpointSpec.Kind.LISTENER,
                        PortRange.exactly(0),
                        EndpointOptions.DEFAULT,
                        "for a test"));
    }

    private static GroupSpec mainOnly(Binding binding) {
        return new GroupSpec(
                Rig.KEY,
                List.of(Rig.listener(PortRange.exactly(Rig.address(binding).getPort()), EndpointOptions.DEFAULT)));
    }

    /** Writes version 2 of the state, {@code count=N}, and converts version 1, {@code N}. */
    private static final class Newer extends TestEcho {
        private static final String PREFIX = "count=";

        Newer() {
            super("newer");
        }

        @Override
        public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
            int count = state.map(left -> left.version() == 1
                            ? Integer.parseInt(text(left))
                            : Integer.parseInt(text(left).substring(PREFIX.length())))
                    .orElse(0);
            return new Handler(this, connection, count) {
                @Override
                public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
                    return CompletableFuture.completedFuture(Optional.of(new SessionState(
                            "test", 2, state(PREFIX + this.count).parts())));
                }
            };
        }
    }
}
