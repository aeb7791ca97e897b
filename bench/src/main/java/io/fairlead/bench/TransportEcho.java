package io.fairlead.bench;

import io.fairlead.transport.Binding;
import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.PortRange;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.netty.NettyTransport;
import io.fairlead.transport.netty.TransportSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is measured: the same framed echo, written as a protocol on the transport. */
public final class TransportEcho {
    private TransportEcho() {}

    /** Prints {@code ready PORT} and serves until it is ended. */
    public static void main(String[] arguments) throws InterruptedException {
        NettyTransport transport = new NettyTransport(TransportSettings.DEFAULT, new SilentParts(), Path.of("."));
        Binding binding = transport.bind(
                new GroupSpec(
                        "io.fairlead.bench",
                        List.of(new EndpointSpec(
                                "main",
                                EndpointSpec.Kind.LISTENER,
                                PortRange.exactly(0),
                                EndpointOptions.DEFAULT,
                                "benchmark"))),
                new Echo());
        System.out.println("ready "
                + binding.group().endpoint("main").address().orElseThrow().getPort());
        Thread.sleep(Long.MAX_VALUE);
    }

    private static final class Echo implements Protocol {
        @Override
        public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
            return bytes -> {
                while (bytes.remaining() >= Integer.BYTES) {
                    int length = Integer.BYTES + bytes.getInt(bytes.position());
                    if (bytes.remaining() < length) {
                        return;
                    }
                    int limit = bytes.limit();
                    connection.reserve(length).put(bytes.limit(bytes.position() + length));
                    connection.commit();
                    bytes.limit(limit);
                }
            };
        }
    }
}
