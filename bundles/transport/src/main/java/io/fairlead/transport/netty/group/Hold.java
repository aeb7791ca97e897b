package io.fairlead.transport.netty.group;

import io.fairlead.transport.Binding;
import io.fairlead.transport.Connection;
import io.fairlead.transport.DetachedException;
import io.fairlead.transport.Endpoint;
import io.fairlead.transport.Group;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.Relay;
import io.fairlead.transport.Timers;
import io.fairlead.transport.netty.LoopTimers;
import io.fairlead.transport.netty.Tenant;
import io.fairlead.transport.netty.tcp.ConnectionFacade;
import io.fairlead.transport.netty.tcp.TcpRelay;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A protocol's hold on a group, and the group as this protocol sees it. */
final class Hold implements Binding, Tenant, Group {
    private static final Logger LOG = LoggerFactory.getLogger("io.fairlead.transport");

    private final GroupHost host;
    private final Protocol protocol;
    private final LoopTimers timers;
    private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
    private volatile GroupSpec spec;
    private volatile boolean live = true;
    private volatile boolean staged;

    Hold(GroupHost host, GroupSpec spec, Protocol protocol, boolean staged) {
        this.host = host;
        this.spec = spec;
        this.protocol = protocol;
        this.staged = staged;
        this.timers = new LoopTimers(host.loop(), this::failed);
    }

    GroupSpec spec() {
        return spec;
    }

    void spec(GroupSpec changed) {
        spec = changed;
    }

    void serves() {
        staged = false;
    }

    /** Ends the hold: no timer of it runs any more, nothing can be done through it. */
    void end() {
        live = false;
        staged = false;
        timers.end();
    }

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public boolean live() {
        return live;
    }

    // Binding

    @Override
    public Group group() {
        return this;
    }

    @Override
    public boolean staged() {
        return staged;
    }

    @Override
    public void update(GroupSpec changed) {
        host.update(this, changed);
    }

    @Override
    public void park(Duration lease) {
        host.park(this, lease);
    }

    @Override
    public void close() {
        host.close(this);
    }

    // Group

    @Override
    public String key() {
        return host.key();
    }

    @Override
    public List<Endpoint> endpoints() {
        return spec.endpoints().stream().map(each -> endpoint(each.role())).toList();
    }

    @Override
    public Endpoint endpoint(String role) {
        Slot slot = host.slot(role);
        return endpoints.compute(
                role,
                (same, known) -> known instanceof EndpointFacade facade && facade.isOf(slot)
                        ? known
                        : new EndpointFacade(this, slot));
    }

    @Override
    public Timers timers() {
        return timers;
    }

    @Override
    public Executor executor() {
        return task -> host.loop().execute(() -> {
            if (live) {
                try {
                    task.run();
                } catch (Throwable failure) {
                    failed(failure);
                }
            }
        });
    }

    @Override
    public Relay relay(Connection one, Connection other) {
        if (!live) {
            throw new DetachedException("The group " + key() + " has another protocol now.");
        }
        return TcpRelay.join(own(one), own(other));
    }

    private ConnectionFacade own(Connection connection) {
        if (connection instanceof ConnectionFacade facade && facade.tenant() == this) {
            return facade;
        }
        throw new IllegalArgumentException("Connection " + connection.id() + " is none of group " + key() + ".");
    }

    private void failed(Throwable failure) {
        LOG.error("The protocol of {} failed in a timer or task of its group.", key(), failure);
    }
}
