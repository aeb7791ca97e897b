package io.fairlead.dispatcher;

import io.fairlead.dispatcher.testing.LiveDispatcher;
import io.fairlead.dispatcher.testing.Site;
import io.fairlead.dispatcher.testing.Wire;
import io.fairlead.transport.Binding;
import java.io.IOException;
import java.nio.file.Path;

/** A dispatcher on real sockets, and how to ask it. */
final class DispatcherRig implements AutoCloseable {
    private final String host;
    private final Path home;
    private final LiveDispatcher live;
    private DispatcherServer server;

    DispatcherRig(Path home, String host) {
        this.home = home;
        this.host = host;
        this.live = new LiveDispatcher(home, host);
    }

    DispatcherRig start(String registry, String... settings) throws IOException {
        Site.registry(home, registry);
        server = newServer(settings);
        return this;
    }

    /** Makes a dispatcher: the first one serves, a further one is staged. */
    DispatcherServer newServer(String... settings) {
        DispatcherServer made = new DispatcherServer(
                live.context(), Site.settings(settings), live.lastGood(), live.parts(), live.transport());
        made.start();
        return made;
    }

    DispatcherServer server() {
        return server;
    }

    LiveDispatcher live() {
        return live;
    }

    int port(String role) {
        return live.transport().ports().stream()
                .filter(each -> each.role().equals(role))
                .flatMap(each -> each.got().stream())
                .findFirst()
                .orElseThrow()
                .getPort();
    }

    Wire wire() throws IOException {
        return Wire.from(host, host, port("http"));
    }

    Wire.Response ask(String request) throws IOException {
        try (Wire wire = wire()) {
            return wire.lines(request).response();
        }
    }

    Wire.Response askFrom(String own, String request) throws IOException {
        try (Wire wire = Wire.from(own, host, port("http"))) {
            return wire.lines(request).response();
        }
    }

    /** Looks a service up as the C++ toolkit does, with more fields. */
    Wire.Response lookUp(String service, String more) throws IOException {
        return ask(Site.lookUp(service, more));
    }

    @Override
    public void close() {
        if (server != null) {
            server.deactivate(Binding.CONFIGURATION_DELETED);
        }
        live.close();
    }
}
