package io.fairlead.imu.settings;

import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.transport.EndpointOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the settings that are for operators. */
record OperationReader(Path home, SettingsReader in, Words words) {
    private static final int MAX_PORT = 65_535;
    private static final String LOOPBACK = "127.0.0.1";
    private static final int ADMINISTRATORS = 8;

    Operation read(int mainPort) {
        return new Operation(
                words.read(
                        "admin-port",
                        from -> from.integer("admin-port", Math.min(mainPort + 10_000, MAX_PORT), 0, MAX_PORT)),
                admin(),
                new TraceSettings(
                        words.read("trace-file", this::file),
                        words.read("trace-level", from -> from.integer("trace-level", 1, 0, 9)),
                        words.read("trace-prefix", from -> from.text("trace-prefix", "%D %T: %p:"))),
                in.value(
                        "firewall-holes",
                        Optional.empty(),
                        text -> Optional.of(Holes.parse(text)),
                        "is no list of ports",
                        "write ports and ranges with commas between, such as 40000, 45000-45003"));
    }

    private Optional<Path> file(SettingsReader from) {
        return from.value(
                "trace-file",
                Optional.empty(),
                text -> text.equalsIgnoreCase("STDOUT") ? Optional.empty() : Optional.of(home.resolve(text)),
                "is not a path",
                "write STDOUT or the path of a file, relative to the instance or absolute");
    }

    /** Whoever reaches the admin port can look at the server, so that it is for this machine only. */
    private EndpointOptions admin() {
        String host = in.text("admin.host", LOOPBACK);
        if (!isLoopback(host)) {
            in.refuse("admin.host", "is not this machine alone", "write 127.0.0.1, or leave it out");
        }
        EndpointOptions usual = EndpointOptions.DEFAULT;
        return new EndpointOptions(
                Optional.of(host),
                Optional.empty(),
                Optional.empty(),
                ADMINISTRATORS,
                ADMINISTRATORS,
                EndpointOptions.WhenFull.REFUSE,
                java.time.Duration.ofMinutes(5),
                usual.halfMessageTimeout(),
                usual.writeBufferLow(),
                usual.writeBufferHigh(),
                1024);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
