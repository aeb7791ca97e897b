package io.fairlead.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes bundles to try the launcher with. */
final class TestJars {
    private TestJars() {}

    /** Makes a bundle without code. */
    static Path bundle(Path file, String symbolicName, String version, Map<String, String> headers) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest(symbolicName, version, headers))) {
            jar.finish();
        }
        return file;
    }

    /** Makes the bundle of {@link Probe}. */
    static Path probe(Path file, String version) throws IOException {
        Map<String, String> headers =
                Map.of("Bundle-Activator", Probe.class.getName(), "Import-Package", "org.osgi.framework");
        String entry = Probe.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest("io.fairlead.probe", version, headers));
                InputStream code = Probe.class.getClassLoader().getResourceAsStream(entry)) {
            jar.putNextEntry(new JarEntry(entry));
            if (code == null) {
                throw new IOException("no class " + entry);
            }
            code.transferTo(jar);
        }
        return file;
    }

    private static Manifest manifest(String symbolicName, String version, Map<String, String> headers) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", symbolicName);
        main.putValue("Bundle-Version", version);
        headers.forEach(main::putValue);
        return manifest;
    }
}
