package io.fairlead.dispatcher;

import io.fairlead.transport.TlsOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A certificate of the dispatcher's own, made by the runtime's keytool where the settings name none. The clients of the
 * toolkits do not verify it; others are to be given one that is signed.
 */
final class TlsCertificate {
    private static final String PASSWORD = "changeit";
    private static final int LIMIT_S = 60;

    private final Path certificate;
    private final Path key;

    TlsCertificate(Path home, String pid) {
        String name = pid.replaceAll("[^A-Za-z0-9._-]", "-");
        this.certificate = home.resolve("data").resolve(name + ".pem");
        this.key = home.resolve("data").resolve(name + ".key");
    }

    /**
     * Returns how to encrypt with it; it is made where it is not there.
     *
     * @param protocols the versions of TLS
     * @throws IOException where it cannot be made
     */
    TlsOptions options(List<String> protocols) throws IOException {
        if (!Files.exists(certificate) || !Files.exists(key)) {
            make();
        }
        return new TlsOptions(
                Optional.of(certificate),
                Optional.of(key),
                Optional.empty(),
                TlsOptions.ClientCertificate.NONE,
                protocols,
                true);
    }

    private void make() throws IOException {
        Files.createDirectories(certificate.getParent());
        Path store =
                Files.createTempDirectory(certificate.getParent(), "keytool").resolve("store.p12");
        try {
            keytool(store);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            write(key, "PRIVATE KEY", keys.getKey("key", PASSWORD.toCharArray()).getEncoded());
            write(certificate, "CERTIFICATE", keys.getCertificate("key").getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException("No certificate could be made: " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(store);
            Files.deleteIfExists(store.getParent());
        }
    }

    private static void keytool(Path store) throws IOException {
        Process tool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-alias",
                        "key",
                        "-dname",
                        "CN=fairlead-dispatcher",
                        "-ext",
                        "SAN=ip:127.0.0.1,dns:localhost",
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!tool.waitFor(LIMIT_S, TimeUnit.SECONDS) || tool.exitValue() != 0) {
                tool.destroyForcibly();
                throw new IOException(
                        "keytool made no certificate; name one in https.tls.certificate and https.tls.key");
            }
        } catch (InterruptedException e) {
            tool.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("The certificate's making was interrupted", e);
        }
    }

    private static void write(Path file, String kind, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n"
                        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(bytes)
                        + "\n-----END " + kind + "-----\n");
    }
}
