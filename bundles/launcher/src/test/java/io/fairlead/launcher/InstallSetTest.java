package io.fairlead.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallSetTest {
    private static final String NAME = "io.fairlead.imu";
    private static final String OTHER_DIGEST = "ab".repeat(32);

    @TempDir
    Path folder;

    private Path base = Path.of("");
    private Path file = Path.of("");
    private SystemFolder system = new SystemFolder(Path.of(""));

    @BeforeEach
    void makeFolders() throws IOException {
        base = Files.createDirectory(folder.resolve("base"));
        file = folder.resolve("install.properties");
        system = new SystemFolder(Files.createDirectory(folder.resolve("system")));
    }

    @Test
    void shouldReadBackWhatItWrote() throws IOException {
        InstallSet set = InstallSet.read(file);
        BaseJar jar = new BaseJar(new Jar(OTHER_DIGEST, "1.2.3", true), "imu é.jar", 12, 34);
        set.putBase(NAME, jar);
        set.putDeployed(NAME, new DeployedJar(new Jar("cd".repeat(32), "1.2.4", false), OTHER_DIGEST));
        set.write();

        assertThat(InstallSet.read(file).bundles().values())
                .containsExactly(new Installed(
                        NAME,
                        Optional.of(jar),
                        Optional.of(new DeployedJar(new Jar("cd".repeat(32), "1.2.4", false), OTHER_DIGEST))));
        assertThat(Files.readAllLines(file)).isSorted().contains(NAME + "/base.version=1.2.3");
    }

    @Test
    void shouldKeepKeysThatItDoesNotKnow() throws IOException {
        Files.writeString(file, "format=1\n" + NAME + "/previous.digest=" + OTHER_DIGEST + "\n");

        InstallSet set = InstallSet.read(file);
        set.putBase("a", new BaseJar(new Jar("cd".repeat(32), "1", false), "a.jar", 1, 1));
        set.write();

        assertThat(Files.readAllLines(file)).contains(NAME + "/previous.digest=" + OTHER_DIGEST);
        assertThat(InstallSet.read(file).digests()).containsExactlyInAnyOrder(OTHER_DIGEST, "cd".repeat(32));
    }

    @Test
    void shouldRefuseAFileThatIsNoInstallSet() throws IOException {
        Files.writeString(file, "format=2\n");
        assertThatThrownBy(() -> InstallSet.read(file))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("format");

        Files.writeString(file, "format=1\n" + NAME + "/base.digest=../../etc/passwd\n");
        assertThatThrownBy(() -> InstallSet.read(file))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("../../etc/passwd");
    }

    @Test
    void shouldCopyJarsUnderTheirDigest() throws IOException {
        Path jar = TestJars.bundle(base.resolve("imu.jar"), NAME + ";singleton:=true", "0.1.0", Map.of());
        InstallSet set = InstallSet.read(file);

        assertThat(system.bring(base, set)).isEmpty();

        Jar installed = set.bundles().get(NAME).effective().orElseThrow();
        assertThat(installed.version()).isEqualTo("0.1.0");
        assertThat(system.path(installed)).hasSameBinaryContentAs(jar);
        assertThat(installed.digest()).isEqualTo(sha256(jar));
    }

    @Test
    void shouldNotReadAgainWhatHasTheSameSizeAndTime() throws IOException {
        Path jar = TestJars.bundle(base.resolve("imu.jar"), NAME, "0.1.0", Map.of());
        InstallSet set = InstallSet.read(file);
        system.bring(base, set);
        FileTime time = Files.getLastModifiedTime(jar);
        byte[] garbage = new byte[(int) Files.size(jar)];
        Files.write(jar, garbage);
        Files.setLastModifiedTime(jar, time);

        assertThat(system.bring(base, set)).isEmpty();

        assertThat(set.bundles().get(NAME).effective().map(Jar::version)).contains("0.1.0");
    }

    @Test
    void shouldForgetABundleThatVanishedFromTheBase() throws IOException {
        TestJars.bundle(base.resolve("imu.jar"), NAME, "0.1.0", Map.of());
        Path other = TestJars.bundle(base.resolve("rmif.jar"), "io.fairlead.rmif", "0.1.0", Map.of());
        InstallSet set = InstallSet.read(file);
        system.bring(base, set);
        Path copied =
                system.path(set.bundles().get("io.fairlead.rmif").effective().orElseThrow());
        Files.delete(other);

        system.bring(base, set);
        system.sweep(set);

        assertThat(set.bundles()).containsOnlyKeys(NAME);
        assertThat(copied).doesNotExist();
    }

    @Test
    void shouldNameBothFilesOfABundleThatIsThereTwice() throws IOException {
        TestJars.bundle(base.resolve("imu-1.jar"), NAME, "1", Map.of());
        TestJars.bundle(base.resolve("imu-2.jar"), NAME, "2", Map.of());

        assertThatThrownBy(() -> system.bring(base, InstallSet.read(file)))
                .isInstanceOf(LaunchException.class)
                .hasMessageContainingAll(NAME, "imu-1.jar", "imu-2.jar");
    }

    @Test
    void shouldNameAFileThatIsNoBundle() throws IOException {
        TestJars.bundle(base.resolve("imu.jar"), NAME, "1", Map.of());
        Path plain = base.resolve("plain.jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(plain))) {
            jar.putNextEntry(new JarEntry("a"));
        }

        assertThatThrownBy(() -> system.bring(base, InstallSet.read(file)))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(plain.toString());
    }

    @Test
    void shouldKnowAFragment() throws IOException {
        TestJars.bundle(base.resolve("f.jar"), "f", "1", Map.of("Fragment-Host", NAME));
        InstallSet set = InstallSet.read(file);

        system.bring(base, set);

        assertThat(set.bundles().get("f").effective().map(Jar::fragment)).contains(true);
    }

    @Test
    void shouldRunADeployedJarUntilANewerBaseArrives() throws IOException {
        TestJars.bundle(base.resolve("imu.jar"), NAME, "0.1.0", Map.of());
        InstallSet set = InstallSet.read(file);
        system.bring(base, set);
        String baseDigest = set.bundles().get(NAME).effective().orElseThrow().digest();
        Path hot = TestJars.bundle(folder.resolve("hot.jar"), NAME, "0.1.1", Map.of());
        String hotDigest = system.copy(hot);
        set.putDeployed(NAME, new DeployedJar(new Jar(hotDigest, "0.1.1", false), baseDigest));

        assertThat(system.bring(base, set)).isEmpty();
        assertThat(set.bundles().get(NAME).effective().map(Jar::version)).contains("0.1.1");

        TestJars.bundle(base.resolve("imu.jar"), NAME, "0.2.0", Map.of("Bundle-Name", "a newer one"));
        List<String> notices = system.bring(base, set);

        assertThat(set.bundles().get(NAME).effective().map(Jar::version)).contains("0.2.0");
        assertThat(notices).singleElement().asString().contains(NAME, "0.2.0", "0.1.1");
        assertThat(system.bring(base, set)).isEmpty();
    }

    @Test
    void shouldKeepADeployedJarThatNeverHadABase() throws IOException {
        TestJars.bundle(base.resolve("imu.jar"), NAME, "0.1.0", Map.of());
        InstallSet set = InstallSet.read(file);
        Path extra = TestJars.bundle(folder.resolve("extra.jar"), "org.example.extra", "1.0.0", Map.of());
        set.putDeployed("org.example.extra", new DeployedJar(new Jar(system.copy(extra), "1.0.0", false), ""));

        system.bring(base, set);
        system.sweep(set);

        Jar jar = set.bundles().get("org.example.extra").effective().orElseThrow();
        assertThat(system.path(jar)).exists();
    }

    private static String sha256(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
