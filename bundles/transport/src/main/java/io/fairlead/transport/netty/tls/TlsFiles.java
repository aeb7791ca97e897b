package io.fairlead.transport.netty.tls;

import io.fairlead.transport.TlsOptions;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The PEM files of one endpoint.
 *
 * @param options what the endpoint wants
 * @param base relative paths start here
 */
record TlsFiles(TlsOptions options, Path base) {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448");
    private static final byte[] SAMPLE = {1, 2, 3};

    /** The longest life of a TLS 1.3 ticket is 7 days (RFC 8446, 4.6.1); the Java runtime sends none for a longer one. */
    private static final long NO_TICKETS_S = 7 * 24 * 3600 + 1;

    /** Returns what tells whether a file has changed. */
    List<String> stamps() {
        return Stream.of(options.certificate(), options.key(), options.trust())
                .flatMap(Optional::stream)
                .map(this::stamp)
                .toList();
    }

    /** Reads everything into a context. */
    SslContext load(boolean server) throws TlsException {
        Optional<List<X509Certificate>> chain = certificates("tls.certificate", options.certificate());
        Optional<PrivateKey> key = key();
        Optional<List<X509Certificate>> trust = certificates("tls.trust", options.trust());
        if (server && (chain.isEmpty() || key.isEmpty())) {
            throw new TlsException("a listener needs tls.certificate and tls.key");
        }
        if (chain.isPresent() && key.isPresent()) {
            checkPair(chain.get().get(0), key.get());
        }
        try {
            SslContextBuilder builder = server
                    ? SslContextBuilder.forServer(key.orElseThrow(), chain.orElseThrow())
                            .clientAuth(ClientAuth.valueOf(clientAuth()))
                    : SslContextBuilder.forClient();
            if (!server && chain.isPresent() && key.isPresent()) {
                builder.keyManager(key.get(), chain.get());
            }
            trust.ifPresent(builder::trustManager);
            builder.sslProvider(SslProvider.JDK).protocols(options.protocols());
            if (server && !options.sessionTickets()) {
                builder.sessionTimeout(NO_TICKETS_S);
            }
            return builder.build();
        } catch (IOException e) {
            throw new TlsException("the certificate, its key and the protocols do not fit together: " + e.getMessage());
        }
    }

    private String clientAuth() {
        return switch (options.clientCertificate()) {
            case NONE -> "NONE";
            case WANTED -> "OPTIONAL";
            case NEEDED -> "REQUIRE";
        };
    }

    private String stamp(Path file) {
        try {
            Path path = base.resolve(file);
            FileTime time = Files.getLastModifiedTime(path);
            return time + " " + Files.size(path);
        } catch (IOException missing) {
            return "missing";
        }
    }

    private Optional<List<X509Certificate>> certificates(String setting, Optional<Path> file) throws TlsException {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Path path = base.resolve(file.get());
        try (InputStream in = Files.newInputStream(path)) {
            List<X509Certificate> all = new ArrayList<>();
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .forEach(certificate -> all.add((X509Certificate) certificate));
            if (all.isEmpty()) {
                throw new TlsException(path + " (" + setting + ") has no certificate in it; it must be a PEM file");
            }
            return Optional.of(all);
        } catch (IOException e) {
            throw new TlsException(path + " (" + setting + ") cannot be read: " + e);
        } catch (GeneralSecurityException e) {
            throw new TlsException(path + " (" + setting + ") is no PEM file of certificates: " + e.getMessage());
        }
    }

    private Optional<PrivateKey> key() throws TlsException {
        if (options.key().isEmpty()) {
            return Optional.empty();
        }
        Path path = base.resolve(options.key().get());
        byte[] encoded = decode(path);
        Optional<PrivateKey> key = ALGORITHMS.stream()
                .flatMap(kind -> parse(kind, encoded).stream())
                .findFirst();
        if (key.isEmpty()) {
            throw new TlsException(path + " (tls.key) is a key of no known kind; use RSA, EC, Ed25519 or Ed448");
        }
        return key;
    }

    private static byte[] decode(Path path) throws TlsException {
        try {
            Matcher pem = KEY.matcher(Files.readString(path));
            if (!pem.find()) {
                throw new TlsException(path + " (tls.key) has no unencrypted PKCS #8 key in it;"
                        + " convert it with: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
            }
            return Base64.getMimeDecoder().decode(pem.group(1));
        } catch (IOException | IllegalArgumentException e) {
            throw new TlsException(path + " (tls.key) cannot be read: " + e);
        }
    }

    private static Optional<PrivateKey> parse(String kind, byte[] encoded) {
        try {
            return Optional.of(KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException anotherKind) {
            return Optional.empty();
        }
    }

    private void checkPair(X509Certificate certificate, PrivateKey key) throws TlsException {
        String kind = key.getAlgorithm();
        String algorithm = kind.equals("RSA") ? "SHA256withRSA" : kind.equals("EC") ? "SHA256withECDSA" : kind;
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(SAMPLE);
            if (signature.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException differentKinds) {
            throw notAPair();
        }
        throw notAPair();
    }

    private TlsException notAPair() {
        return new TlsException("tls.key and tls.certificate do not belong together; replace both");
    }
}
