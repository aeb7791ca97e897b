package io.fairlead.transport.netty;

import io.fairlead.platform.health.Parts;
import io.fairlead.platform.metrics.MetricSink;
import io.fairlead.platform.metrics.MetricSource;
import io.fairlead.transport.Binding;
import io.fairlead.transport.EndpointSpec.Kind;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.HandOver;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.Transport;
import io.fairlead.transport.TransportView;
import io.fairlead.transport.netty.group.Groups;
import io.fairlead.transport.netty.group.GroupsMetrics;
import io.fairlead.transport.netty.group.GroupsView;
import io.fairlead.transport.netty.http.HttpEndpoints;
import io.fairlead.transport.netty.http.RouteTable;
import io.fairlead.transport.netty.tcp.TcpConnector;
import io.fairlead.transport.netty.tcp.TcpListener;
import io.fairlead.transport.netty.tls.TlsSources;
import io.fairlead.transport.netty.udp.DatagramSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The transport with all its parts, without the framework around it. */
public final class NettyTransport implements Transport, HandOver, TransportView, MetricSource, AutoCloseable {
    private static final Duration MAX_FAREWELL = Duration.ofSeconds(2);

    private final EventLoops loops;
    private final Shared shared;
    private final Keeper keeper = new Keeper();
    private final Groups groups;
    private final GroupsView view;
    private final GroupsMetrics metrics;
    private volatile TransportSettings settings;

    /**
     * @param settings the settings
     * @param parts the health table
     * @param base relative paths of certificate files start here
     */
    public NettyTransport(TransportSettings settings, Parts parts, Path base) {
        this(settings, parts, base, new RouteTable());
    }

    /**
     * @param settings the settings
     * @param parts the health table
     * @param base relative paths of certificate files start here
     * @param routes who answers HTTP requests besides the endpoints' owners
     */
    public NettyTransport(TransportSettings settings, Parts parts, Path base, RouteTable routes) {
        this.settings = settings;
        loops = new EventLoops(settings.io(), settings.eventLoops());
        TlsSources tls = new TlsSources(base);
        shared = new Shared(loops, () -> this.settings, new PortOpener(EphemeralRange.ofSystem()), tls);
        groups = new Groups(
                shared,
                parts,
                keeper,
                Map.of(
                        Kind.LISTENER, TcpListener::new,
                        Kind.CONNECTOR, TcpConnector::new,
                        Kind.HTTP, new HttpEndpoints(routes, InstantSource.system()),
                        Kind.DATAGRAM, DatagramSocket::new));
        view = new GroupsView(groups);
        metrics = new GroupsMetrics(groups);
        keeper.repeat(tls::refresh, settings.tlsCheck().toMillis());
    }

    /**
     * Takes up changed settings; endpoints that follow the platform's host move, connections stay.
     *
     * @return a sentence for each group whose endpoints could not follow
     */
    public List<String> settings(TransportSettings changed) {
        settings = changed;
        return groups.refresh();
    }

    /** Returns the present settings. */
    public TransportSettings settings() {
        return settings;
    }

    /** Returns how the event loops talk to the system, in one word. */
    public String io() {
        return loops.io();
    }

    @Override
    public Binding bind(GroupSpec spec, Protocol protocol) {
        return groups.bind(spec, protocol);
    }

    @Override
    public List<String> staged() {
        return groups.staged();
    }

    @Override
    public void withdraw(Collection<String> keys) {
        groups.withdraw(keys);
    }

    @Override
    public Outcome handOver(Collection<String> keys, Duration limit, boolean force) {
        return groups.handOver(keys, limit, force);
    }

    @Override
    public List<PortEntry> ports() {
        return view.ports();
    }

    @Override
    public List<EndpointEntry> endpoints() {
        return view.endpoints();
    }

    @Override
    public List<ConnectionEntry> connections(int limit) {
        return view.connections(limit);
    }

    @Override
    public boolean close(long connectionId) {
        return view.close(connectionId);
    }

    @Override
    public void collect(MetricSink out) {
        metrics.collect(out);
    }

    /** Closes all groups with their connections, gives peers a moment to read their last replies, stops the loops. */
    @Override
    public void close() {
        groups.close();
        shared.quota()
                .awaitNone(MAX_FAREWELL.compareTo(settings.gentleClose()) < 0 ? MAX_FAREWELL : settings.gentleClose());
        keeper.close();
        loops.close();
    }
}
