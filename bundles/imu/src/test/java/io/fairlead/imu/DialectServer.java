package io.fairlead.imu;

import io.fairlead.imu.testing.LiveServer;
import io.fairlead.imu.testing.Museum;
import io.fairlead.transport.Binding;
import java.nio.file.Path;

/** A server over sockets with the small museum, into which everybody may upload. */
public final class DialectServer implements AutoCloseable {
    private final Museum museum = new Museum();
    private final LiveServer live;
    private final ImuServer server;

    /** Starts it. */
    public DialectServer(Path home, String host, int port) {
        live = new LiveServer(home, host);
        server = new ImuServer(
                live.context(),
                LiveServer.properties(
                        "main-port",
                        String.valueOf(port),
                        "reconnect-port",
                        String.valueOf(port + 1),
                        "admin-port",
                        "0",
                        "allow-updates",
                        "yes"),
                live.lastGood(),
                live.parts(),
                live.transport());
        server.addCatalogue(museum.catalogue());
        server.start();
    }

    @Override
    public void close() {
        server.deactivate(Binding.CONFIGURATION_DELETED);
        live.close();
        museum.close();
    }
}
