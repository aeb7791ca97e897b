package io.fairlead.transport.netty.group;

import io.fairlead.platform.health.Part;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.netty.AccessList;
import io.fairlead.transport.netty.EndpointContext;
import io.fairlead.transport.netty.EndpointFactory;
import io.fairlead.transport.netty.EndpointSocket;
import io.fairlead.transport.netty.PortOpener;
import io.fairlead.transport.netty.Shared;
import io.fairlead.transport.netty.Tenant;
import java.util.Locale;
import java.util.Optional;

/** One endpoint's place in its group: its specification now, and its socket. */
final class Slot implements EndpointContext {
    private final GroupHost host;
    private final EndpointSocket socket;
    private volatile EndpointSpec spec;

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
        shared().ports().ledger().put(opened.entry());
        tell(changed, opened.entry().protocol(), opened);
    }

    private void tell(EndpointSpec changed, String protocol, PortOpener.Opened opened) {
        String where = (changed.kind() == EndpointSpec.Kind.HTTP ? "http" : protocol.toLowerCase(Locale.ROOT)) + " "
                + opened.address().getAddress().getHostAddress() + ":"
                + opened.address().getPort();
        String access = AccessList.of(changed.options(), shared().settings())
                .note(opened.address().getAddress());
        host.part().endpoint(role(), where, changed.options().tls().isPresent() ? "TLS; " + access : access);
    }
}
