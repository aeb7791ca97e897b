package io.fairlead.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.platform.health.Part;
import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.PortRange;
import io.fairlead.transport.TransportException;
import io.fairlead.transport.netty.tls.TlsSources;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ListenerTest {
    private final EventLoops loops = new EventLoops(EventLoops.Io.AUTO, 2);
    private final Shared shared = new Shared(
            loops,
            () -> TransportSettings.DEFAULT,
            new PortOpener(new EphemeralRange(1, 65_535)),
            new TlsSources(Path.of(".")));
    private final BlockingQueue<SocketChannel> arrived = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        loops.close();
    }

    @Test
    void shouldAcceptOnlyFromTheMomentItIsApplied() throws Exception {
        Listener listener = listener();
        EndpointSocket.Change change = listener.prepare(spec(PortRange.exactly(0)));
        assertThat(listener.address()).isEmpty();
        change.apply();
        InetSocketAddress address = listener.address().orElseThrow();

        try (Socket client = new Socket(address.getAddress(), address.getPort())) {
            SocketChannel peer = arrived.poll(5, TimeUnit.SECONDS);
            assertThat(peer.remoteAddress().getPort()).isEqualTo(client.getLocalPort());
        }
        listener.close();
        assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()))
                .hasMessageContaining("refused");
    }

    @Test
    void shouldNamePortEndpointAndCureWhereThePortIsTaken() {
        Listener first = listener();
        first.prepare(spec(PortRange.exactly(0))).apply();
        int port = first.address().orElseThrow().getPort();

        assertThatThrownBy(() -> listener().prepare(spec(PortRange.exactly(port))))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("Port " + port + " (tcp) on 127.0.0.1 is taken")
                .hasMessageContaining("io.fairlead.echo~a/main")
                .hasMessageContaining("etc/io.fairlead.echo-a.cfg")
                .hasMessageContaining("net.ipv4.ip_local_reserved_ports=" + port);
        first.close();
    }

    private Listener listener() {
        return new Listener(context(), new Counters(), (peer, loop) -> {
            loop.register(peer).addListener(registered -> arrived.add(peer));
        });
    }

    private EndpointContext context() {
        return new EndpointContext() {
            @Override
            public String group() {
                return "io.fairlead.echo~a";
            }

            @Override
            public String role() {
                return "main";
            }

            @Override
            public Shared shared() {
                return shared;
            }

            @Override
            public Optional<Tenant> tenant() {
                return Optional.empty();
            }

            @Override
            public Part part() {
                throw new UnsupportedOperationException("not told here");
            }

            @Override
            public void bound(EndpointSpec spec, PortOpener.Opened opened) {
                shared.ports().ledger().put(opened.entry());
            }
        };
    }

    private static EndpointSpec spec(PortRange ports) {
        return new EndpointSpec("main", EndpointSpec.Kind.LISTENER, ports, EndpointOptions.DEFAULT, "for a test");
    }
}
