package io.fairlead.itest.echo;

import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.PortRange;
import java.util.List;

/**
 * The settings of one echo.
 *
 * @param port {@code port}: where it listens, 0 for any
 * @param framing {@code framing}: what counts as one message
 * @param maxFrame {@code max-frame}: the longest payload of a frame
 * @param options what every endpoint can be told
 */
record EchoSettings(int port, Framing framing, int maxFrame, EndpointOptions options) {
    /** The factory PID. */
    static final String PID = "io.fairlead.echo";

    static final String ROLE = "main";

    private static final int MAX_PORT = 65_535;

    /** What counts as one message. */
    enum Framing {
        /** A length of 4 bytes, the highest first, and so many bytes. */
        LENGTH,
        /** Whatever has arrived together. */
        RAW
    }

    static EchoSettings parse(SettingsReader in) {
        int maxFrame = (int) in.bytes("max-frame", 1 << 20, 1, 1 << 28);
        return new EchoSettings(
                in.integer("port", 0, 0, MAX_PORT),
                in.choice("framing", Framing.LENGTH),
                maxFrame,
                EndpointOptions.read(in, ROLE, EndpointOptions.DEFAULT.withMaxUnread(maxFrame + Integer.BYTES)));
    }

    /** Returns what it asks of the transport. */
    GroupSpec group(String pid) {
        return new GroupSpec(
                pid,
                List.of(new EndpointSpec(
                        ROLE, EndpointSpec.Kind.LISTENER, PortRange.exactly(port), options, "answers what it gets")));
    }
}
