package io.fairlead.transport.netty.group;

import io.fairlead.platform.health.Part;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.TransportView.PortEntry;
import io.fairlead.transport.netty.AccessList;
import io.fairlead.transport.netty.EndpointContext;
import io.fairlead.transport.netty.EndpointFactory;
import io.fairlead.transport.netty.EndpointSocket;
import io.fairlead.transport.netty.PortOpener;
import io.fairlead.transport.netty.Shared;
import io.fairlead.transport.netty.Tenant;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One endpoint's place in its group: its specification now, and its socket. */
final class Slot implements EndpointContext {
    private final GroupHost host;
    private final EndpointSocket socket;
    private volatile EndpointSpec spec;
    private volatile PortOpener.@Nullable Opened last;

    Slot(GroupHost host, EndpointSpec spec, EndpointFactory factory) {
        this.host = host;
        this.spec = spec;
        this.socket = factory.create(this);
    }

    EndpointSpec spec() {
        return spec;
    }

    void spec(EndpointSpec changed) {
        spec = changed;
    }

    EndpointSocket socket() {
        return socket;
    }

    /** Closes it and takes it out of every table. */
    void close(String cause) {
        socket.close(cause);
        shared().ports().ledger().remove(group(), role());
        host.part().endpointClosed(role());
    }

    @Override
    public String group() {
        return host.key();
    }

    @Override
    public String role() {
        return spec.role();
    }

    @Override
    public Shared shared() {
        return host.shared();
    }

    @Override
    public Optional<Tenant> tenant() {
        return host.tenant();
    }

    @Override
    public Part part() {
        return host.part();
    }

    @Override
    public void bound(EndpointSpec changed, PortOpener.Opened opened) {
        last = opened;
        tell();
    }

    /** Tells ledger and health table again: its part may have been forgotten meanwhile, or who may connect has changed. */
    void tell() {
        PortOpener.Opened opened = last;
        if (opened == null) {
            return;
        }
        PortEntry line = opened.entry();
        shared().ports()
                .ledger()
                .put(new PortEntry(
                        group(),
                        role(),
                        line.protocol(),
                        spec.ports().toString(),
                        line.got(),
                        spec.reason(),
                        line.note()));
        String protocol = spec.kind() == EndpointSpec.Kind.HTTP ? "http" : line.protocol();
        InetAddress address = opened.address().getAddress();
        String host = address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
        String access = AccessList.of(spec.options(), shared().settings()).note(address);
        this.host
                .part()
                .endpoint(
                        role(),
                        protocol + " " + host + ":" + opened.address().getPort(),
                        spec.options().tls().isPresent() ? "TLS; " + access : access);
    }
}
