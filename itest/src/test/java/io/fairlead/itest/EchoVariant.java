package io.fairlead.itest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Another version of the echo's jar: its own bytes, with a few things changed. */
final class EchoVariant {
    private final String version;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, byte[]> added = new LinkedHashMap<>();
    private String replaced = "";
    private String replacement = "";

    private EchoVariant(String version) {
        this.version = version;
    }

    static EchoVariant of(String version) {
        return new EchoVariant(version);
    }

    /** Sets a header of the manifest. */
    EchoVariant header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Replaces a constant in its classes by another of the same length. */
    EchoVariant constant(String from, String to) {
        if (from.length() != to.length()) {
            throw new IllegalArgumentException(from + " is not as long as " + to);
        }
        replaced = from;
        replacement = to;
        return this;
    }

    EchoVariant activator(Class<?> type) throws IOException {
        added.put(entry(type), bytes(type));
        return header("Bundle-Activator", type.getName());
    }

    EchoVariant component(Class<?> type, String declaration) throws IOException {
        added.put(entry(type), bytes(type));
        added.put("OSGI-INF/added.xml", declaration.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Writes it. */
    Path write(Path file) throws IOException {
        try (JarFile echo = new JarFile(Exam.echoJar().toFile());
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest(echo))) {
            for (JarEntry entry : echo.stream()
                    .filter(each -> !each.getName().equals(JarFile.MANIFEST_NAME))
                    .toList()) {
                try (InputStream in = echo.getInputStream(entry)) {
                    write(out, entry.getName(), changed(in.readAllBytes()));
                }
            }
            for (Map.Entry<String, byte[]> each : added.entrySet()) {
                write(out, each.getKey(), each.getValue());
            }
        }
        return file;
    }

    private Manifest manifest(JarFile echo) throws IOException {
        Manifest manifest = new Manifest(echo.getManifest());
        headers.forEach(manifest.getMainAttributes()::putValue);
        manifest.getMainAttributes().putValue("Bundle-Version", version);
        String imports = manifest.getMainAttributes().getValue("Import-Package");
        if (headers.containsKey("Bundle-Activator") && !imports.contains("org.osgi.framework")) {
            manifest.getMainAttributes().putValue("Import-Package", imports + ",org.osgi.framework");
        }
        if (added.containsKey("OSGI-INF/added.xml")) {
            manifest.getMainAttributes()
                    .putValue(
                            "Service-Component",
                            manifest.getMainAttributes().getValue("Service-Component") + ",OSGI-INF/added.xml");
        }
        return manifest;
    }

    private byte[] changed(byte[] bytes) {
        return replaced.isEmpty()
                ? bytes
                : new String(bytes, StandardCharsets.ISO_8859_1)
                        .replace(replaced, replacement)
                        .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void write(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(bytes);
        out.closeEntry();
    }

    private static String entry(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + entry(type))) {
            return in.readAllBytes();
        }
    }
}
