package io.fairlead.transport.netty;

import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.transport.Cidr;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of {@code io.fairlead.transport}.
 *
 * @param io {@code io}: how the event loops talk to the system
 * @param eventLoops {@code event-loops}: threads; 0: as many as there are processors
 * @param host {@code host}: the address that endpoints bind unless they have their own
 * @param allow {@code allow}: who may connect unless the endpoint says otherwise
 * @param backlog {@code backlog}: connections that wait in the system's queue of each listener
 * @param acceptsPerTurn {@code accepts-per-turn}: accepted at most before an event loop turns to others
 * @param maxConnections {@code max-connections}: open at the same time in all
 * @param swapLimit {@code swap-limit}: how long work in flight may take when a protocol is parked
 * @param parkLease {@code park-lease}: the longest that a parked group waits for its next protocol
 * @param grace {@code grace}: from the deletion of settings to the closing of their group
 * @param gentleClose {@code gentle-close}: how long a closed connection may still take its last reply and send
 * @param gentleCloseBytes {@code gentle-close-bytes}: how much it may still send
 * @param deadPeer {@code dead-peer}: after so long without any sign a peer counts as gone; zero: never
 * @param tlsHandshakeTimeout {@code tls-handshake-timeout}: for the TLS handshake of an accepted connection
 * @param tlsCheck {@code tls-check}: how often certificate files are looked at
 */
public record TransportSettings(
        EventLoops.Io io,
        int eventLoops,
        String host,
        List<Cidr> allow,
        int backlog,
        int acceptsPerTurn,
        int maxConnections,
        Duration swapLimit,
        Duration parkLease,
        Duration grace,
        Duration gentleClose,
        long gentleCloseBytes,
        Duration deadPeer,
        Duration tlsHandshakeTimeout,
        Duration tlsCheck) {
    /** The PID. */
    public static final String PID = "io.fairlead.transport";

    /** Everything as it is without a word in the settings. */
    public static final TransportSettings DEFAULT = new TransportSettings(
            EventLoops.Io.AUTO,
            0,
            "127.0.0.1",
            List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("::1")),
            1024,
            32,
            20_000,
            Duration.ofSeconds(5),
            Duration.ofMinutes(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            16 << 20,
            Duration.ofMinutes(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2));

    public TransportSettings {
        allow = List.copyOf(allow);
    }

    /** Reads the settings; mistakes are told to the reader. */
    public static TransportSettings parse(SettingsReader in) {
        return new TransportSettings(
                in.choice("io", DEFAULT.io),
                in.integer("event-loops", DEFAULT.eventLoops, 0, 1024),
                in.text("host", DEFAULT.host),
                allow(in),
                in.integer("backlog", DEFAULT.backlog, 1, 65_535),
                in.integer("accepts-per-turn", DEFAULT.acceptsPerTurn, 1, 10_000),
                in.integer("max-connections", DEFAULT.maxConnections, 1, 1_000_000),
                in.duration("swap-limit", DEFAULT.swapLimit),
                in.duration("park-lease", DEFAULT.parkLease),
                in.duration("grace", DEFAULT.grace),
                in.duration("gentle-close", DEFAULT.gentleClose),
                in.bytes("gentle-close-bytes", DEFAULT.gentleCloseBytes, 0, 1L << 40),
                in.duration("dead-peer", DEFAULT.deadPeer),
                in.duration("tls-handshake-timeout", DEFAULT.tlsHandshakeTimeout),
                in.duration("tls-check", DEFAULT.tlsCheck));
    }

    private static List<Cidr> allow(SettingsReader in) {
        List<Cidr> blocks = in.list("allow").stream()
                .map(word -> block(in, word))
                .flatMap(Optional::stream)
                .toList();
        return blocks.isEmpty() ? DEFAULT.allow : blocks;
    }

    private static Optional<Cidr> block(SettingsReader in, String word) {
        try {
            return Optional.of(Cidr.parse(word));
        } catch (IllegalArgumentException e) {
            in.refuse("allow", word + " is no block of addresses", "write addresses such as 10.0.0.0/8, ::1 or all");
            return Optional.empty();
        }
    }
}
