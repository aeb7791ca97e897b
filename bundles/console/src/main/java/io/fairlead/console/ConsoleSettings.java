package io.fairlead.console;

import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.PortRange;
import java.time.Duration;
import java.util.List;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The console's settings.
 *
 * @param port where it listens; 0: any free port
 * @param options what every endpoint can be told
 */
public record ConsoleSettings(int port, EndpointOptions options) {
    private static final String ROLE = "http";
    private static final int PORT = 8181;

    /** The words of {@code etc/io.fairlead.console.cfg}. */
    @ObjectClassDefinition(name = "Fairlead console", description = "Health and metrics over HTTP")
    public @interface Config {
        /** The PID. */
        String PID = "io.fairlead.console";

        /** The name of the endpoint, for routes. */
        String ENDPOINT = PID + "/" + ROLE;

        /** Returns the port. */
        @AttributeDefinition(
                name = "port",
                description = "TCP port, 0 for any free one. Takes effect at once; the new port is opened first, "
                        + "connections stay.")
        int port() default PORT;

        /** Returns the address. */
        @AttributeDefinition(
                name = "host",
                description = "Address to bind; empty: the one of io.fairlead.transport. Takes effect at once; the "
                        + "listener moves, connections stay.",
                required = false)
        String host() default "";

        /** Returns who may connect. */
        @AttributeDefinition(
                name = "allow",
                description = "Blocks of addresses that may connect; empty: those of io.fairlead.transport. Takes "
                        + "effect at once for new connections.",
                required = false)
        String[] allow() default {};

        /** Returns the idle time-out. */
        @AttributeDefinition(
                name = "idle-timeout",
                description = "Time without a byte either way after which a connection is closed, such as 1m; none: "
                        + "never. Takes effect at once.")
        String idle$_$timeout() default "1m";

        /** Returns how many connections there may be. */
        @AttributeDefinition(
                name = "max-connections",
                description = "Connections at the same time; more wait until there is room. Takes effect at once.")
        int max$_$connections() default 100;
    }

    /** Reads the settings. */
    public static ConsoleSettings parse(SettingsReader in) {
        EndpointOptions defaults = EndpointOptions.DEFAULT;
        EndpointOptions otherwise = new EndpointOptions(
                defaults.host(),
                defaults.allow(),
                defaults.tls(),
                100,
                100,
                defaults.whenFull(),
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                defaults.writeBufferLow(),
                defaults.writeBufferHigh(),
                defaults.maxUnread());
        return new ConsoleSettings(in.integer("port", PORT, 0, 65535), EndpointOptions.read(in, ROLE, otherwise));
    }

    /** Returns what to ask of the transport. */
    GroupSpec group() {
        return new GroupSpec(
                Config.PID,
                List.of(new EndpointSpec(
                        ROLE, EndpointSpec.Kind.HTTP, PortRange.exactly(port), options, "health and metrics")));
    }
}
