package io.fairlead.transport.netty.http;

import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.PortRange;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.SuspendRequest;
import io.fairlead.transport.netty.EndpointContext;
import io.fairlead.transport.netty.EphemeralRange;
import io.fairlead.transport.netty.EventLoops;
import io.fairlead.transport.netty.PortOpener;
import io.fairlead.transport.netty.Served;
import io.fairlead.transport.netty.Shared;
import io.fairlead.transport.netty.Tenant;
import io.fairlead.transport.netty.TransportSettings;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** An HTTP endpoint on a real socket, with a swap made by hand. */
final class HttpServer implements AutoCloseable {
    final RouteTable routes = new RouteTable();
    final HttpListener listener;

    private final EventLoops loops;
    private volatile Optional<Tenant> tenant;

    HttpServer(EventLoops.Io io, Protocol protocol) {
        loops = new EventLoops(io, 1);
        tenant = Optional.of(HttpBench.tenant(protocol));
        Shared shared = new Shared(
                loops,
                () -> TransportSettings.DEFAULT,
                new PortOpener(EphemeralRange.ofSystem()),
                new io.fairlead.transport.netty.tls.TlsSources(java.nio.file.Path.of(".")));
        listener = new HttpEndpoints(routes, InstantSource.system()).create(new Context(shared));
        listener.prepare(new EndpointSpec(
                        "http", EndpointSpec.Kind.HTTP, PortRange.exactly(0), EndpointOptions.DEFAULT, "for a test"))
                .apply();
    }

    InetSocketAddress address() {
        return listener.address().orElseThrow();
    }

    URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + address().getPort() + path);
    }

    /** Hands every connection to the next protocol. */
    void swap(Protocol next) throws Exception {
        Tenant to = HttpBench.tenant(next);
        List<? extends Served> all = suspended(Duration.ofSeconds(5));
        for (Served each : all) {
            on(each, () -> each.attach(to));
        }
        tenant = Optional.of(to);
        for (Served each : all) {
            on(each, each::commit);
        }
    }

    /** Parks every connection. */
    void park() throws Exception {
        List<? extends Served> all = suspended(Duration.ofSeconds(5));
        tenant = Optional.empty();
        for (Served each : all) {
            on(each, each::park);
        }
    }

    /** Gives every parked connection to the next protocol. */
    void adopt(Protocol next) throws Exception {
        Tenant to = HttpBench.tenant(next);
        tenant = Optional.of(to);
        for (Served each : List.copyOf(listener.served())) {
            on(each, () -> each.attach(to));
            on(each, each::commit);
        }
    }

    private List<? extends Served> suspended(Duration limit) throws Exception {
        List<? extends Served> all = List.copyOf(listener.served());
        for (Served each : all) {
            on(each, each::pause);
        }
        for (Served each : all) {
            CompletableFuture<CompletionStage<?>> asked = new CompletableFuture<>();
            on(each, () -> asked.complete(each.suspend(new SuspendRequest(limit, false))));
            asked.get().toCompletableFuture().get();
        }
        return all;
    }

    private static void on(Served each, Runnable task) throws Exception {
        each.loop().submit(task).get();
    }

    @Override
    public void close() {
        listener.close("the test is over");
        loops.close();
    }

    static Protocol protocol(Consumer<io.fairlead.transport.HttpExchange> handler) {
        return HttpBench.protocol(handler);
    }

    private final class Context implements EndpointContext {
        private final Shared shared;

        Context(Shared shared) {
            this.shared = shared;
        }

        @Override
        public String group() {
            return "test";
        }

        @Override
        public String role() {
            return "http";
        }

        @Override
        public Shared shared() {
            return shared;
        }

        @Override
        public Optional<Tenant> tenant() {
            return tenant;
        }

        @Override
        public io.fairlead.platform.health.Part part() {
            return new io.fairlead.transport.netty.RecordedParts().part("test");
        }

        @Override
        public void bound(EndpointSpec spec, PortOpener.Opened opened) {
            // Nobody reads the ledger here.
        }
    }
}
