package io.fairlead.transport;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How an endpoint encrypts. The files are watched, and taken up by new connections when they change.
 *
 * @param certificate PEM file with the certificate and its chain; a listener needs it
 * @param key PEM file with its private key (PKCS #8)
 * @param trust PEM file with the authorities that the peer's certificate must come from; nothing: for a connector those
 *     of the Java runtime
 * @param clientCertificate what a listener asks of its clients; other than {@code NONE} it needs {@code trust}
 * @param protocols the versions offered
 * @param sessionTickets false: TLS 1.3 tickets are not sent, since some old clients break on them
 */
public record TlsOptions(
        Optional<Path> certificate,
        Optional<Path> key,
        Optional<Path> trust,
        ClientCertificate clientCertificate,
        List<String> protocols,
        boolean sessionTickets) {
    /** What a listener asks of its clients. */
    public enum ClientCertificate {
        /** No certificate is asked for. */
        NONE,
        /** One is asked for; a client without is let in. */
        WANTED,
        /** A client without is refused. */
        NEEDED
    }

    /** The versions that may be offered, and are by default. */
    public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    public TlsOptions {
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(trust, "trust");
        Objects.requireNonNull(clientCertificate, "clientCertificate");
        protocols = List.copyOf(protocols);
    }
}
