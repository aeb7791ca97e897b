package io.fairlead.transport;

import io.fairlead.platform.settings.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What every endpoint can be told, by the same words everywhere. In settings each word may carry the role as prefix
 * ({@code main.idle-timeout}); without it, it is for all endpoints of the PID.
 *
 * @param host {@code host}: the address to bind; nothing: the platform's, which is loopback unless told otherwise
 * @param allow {@code allow}: the blocks of addresses that may connect; nothing: the platform's
 * @param tls {@code tls.*}: encryption; nothing: none
 * @param maxConnections {@code max-connections}: open at the same time
 * @param maxConnectionsPerAddress {@code max-connections-per-address}: the same for one peer's address
 * @param whenFull {@code when-full}: what happens to the newcomer at {@code max-connections}
 * @param idleTimeout {@code idle-timeout}: without a byte either way, then the connection is closed; zero: never
 * @param halfMessageTimeout {@code half-message-timeout}: from the first byte of a message to its last, then the
 *     connection is closed; zero: never
 * @param writeBufferLow {@code write-buffer-low}: bytes below which a connection is writable again
 * @param writeBufferHigh {@code write-buffer-high}: bytes above which it is not
 * @param maxUnread {@code max-unread}: bytes that a handler may leave unconsumed
 */
public record EndpointOptions(
        Optional<String> host,
        Optional<List<Cidr>> allow,
        Optional<TlsOptions> tls,
        int maxConnections,
        int maxConnectionsPerAddress,
        WhenFull whenFull,
        Duration idleTimeout,
        Duration halfMessageTimeout,
        int writeBufferLow,
        int writeBufferHigh,
        int maxUnread) {
    /** What happens to the newcomer when the endpoint is full. */
    public enum WhenFull {
        /** It waits in the system's queue until there is room. */
        PAUSE,
        /** It is closed. */
        REFUSE
    }

    /** The platform's address, no encryption, no idle time-out, 30 s for half a message. */
    public static final EndpointOptions DEFAULT = new EndpointOptions(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            10_000,
            10_000,
            WhenFull.PAUSE,
            Duration.ZERO,
            Duration.ofSeconds(30),
            32 << 10,
            64 << 10,
            1 << 20);

    public EndpointOptions {
        Objects.requireNonNull(host, "host");
        allow = allow.map(List::copyOf);
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(whenFull, "whenFull");
        Objects.requireNonNull(idleTimeout, "idleTimeout");
        Objects.requireNonNull(halfMessageTimeout, "halfMessageTimeout");
    }

    /** Returns these options with another limit of unconsumed bytes. */
    public EndpointOptions withMaxUnread(int bytes) {
        return new EndpointOptions(
                host,
                allow,
                tls,
                maxConnections,
                maxConnectionsPerAddress,
                whenFull,
                idleTimeout,
                halfMessageTimeout,
                writeBufferLow,
                writeBufferHigh,
                bytes);
    }

    /**
     * Reads the options of one endpoint.
     *
     * @param in the PID's settings; mistakes are told to it
     * @param role the endpoint's role, the prefix that wins over the word alone
     * @param otherwise the protocol's defaults
     */
    public static EndpointOptions read(SettingsReader in, String role, EndpointOptions otherwise) {
        Words words = new Words(in, role);
        int low = (int) in.bytes(words.key("write-buffer-low"), otherwise.writeBufferLow, 0, 1 << 30);
        int high = (int) in.bytes(words.key("write-buffer-high"), otherwise.writeBufferHigh, 1, 1 << 30);
        if (low >= high) {
            in.refuse(words.key("write-buffer-low"), "is not below write-buffer-high", "write less than " + high);
        }
        return new EndpointOptions(
                in.text(words.key("host")).or(otherwise::host),
                allow(in, words).or(otherwise::allow),
                tls(in, words).or(otherwise::tls),
                in.integer(words.key("max-connections"), otherwise.maxConnections, 1, 1_000_000),
                in.integer(words.key("max-connections-per-address"), otherwise.maxConnectionsPerAddress, 1, 1_000_000),
                in.choice(words.key("when-full"), otherwise.whenFull),
                in.duration(words.key("idle-timeout"), otherwise.idleTimeout),
                in.duration(words.key("half-message-timeout"), otherwise.halfMessageTimeout),
                low,
                high,
                (int) in.bytes(words.key("max-unread"), otherwise.maxUnread, 1024, 1 << 30));
    }

    private static Optional<List<Cidr>> allow(SettingsReader in, Words words) {
        String key = words.key("allow");
        return in.text(key).map(text -> in.list(key).stream()
                .map(word -> block(in, key, word))
                .flatMap(Optional::stream)
                .toList());
    }

    private static Optional<Cidr> block(SettingsReader in, String key, String word) {
        try {
            return Optional.of(Cidr.parse(word));
        } catch (IllegalArgumentException e) {
            in.refuse(key, word + " is no block of addresses", "write addresses such as 10.0.0.0/8, ::1 or all");
            return Optional.empty();
        }
    }

    private static Optional<TlsOptions> tls(SettingsReader in, Words words) {
        Optional<Path> certificate = path(in, words.key("tls.certificate"));
        Optional<Path> key = path(in, words.key("tls.key"));
        Optional<Path> trust = path(in, words.key("tls.trust"));
        TlsOptions.ClientCertificate client =
                in.choice(words.key("tls.client-certificate"), TlsOptions.ClientCertificate.NONE);
        List<String> protocols = in.list(words.key("tls.protocols"));
        for (String protocol : protocols) {
            if (!TlsOptions.PROTOCOLS.contains(protocol)) {
                in.refuse(
                        words.key("tls.protocols"),
                        protocol + " is not offered here",
                        "write TLSv1.2, TLSv1.3 or both");
            }
        }
        boolean tickets = in.flag(words.key("tls.session-tickets"), true);
        boolean wanted = in.flag(words.key("tls"), certificate.isPresent() || trust.isPresent());
        if (certificate.isPresent() != key.isPresent()) {
            in.refuse(
                    words.key(certificate.isPresent() ? "tls.key" : "tls.certificate"),
                    "is missing beside " + (certificate.isPresent() ? "tls.certificate" : "tls.key"),
                    "give both PEM files, or neither");
        }
        if (client != TlsOptions.ClientCertificate.NONE && trust.isEmpty()) {
            in.refuse(
                    words.key("tls.trust"),
                    "is missing beside tls.client-certificate",
                    "give the authorities' PEM file");
        }
        return wanted
                ? Optional.of(new TlsOptions(
                        certificate,
                        key,
                        trust,
                        client,
                        protocols.isEmpty() ? TlsOptions.PROTOCOLS : protocols,
                        tickets))
                : Optional.empty();
    }

    private static Optional<Path> path(SettingsReader in, String key) {
        return in.value(
                key,
                Optional.empty(),
                text -> Optional.of(Path.of(text)),
                "is not a path",
                "write the path of a PEM file, relative to the instance or absolute");
    }

    private record Words(SettingsReader in, String role) {
        String key(String word) {
            String prefixed = role + "." + word;
            in.text(word);
            return in.text(prefixed).isPresent() ? prefixed : word;
        }
    }
}
