package io.fairlead.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.deployer.api.FileEntry;
import io.fairlead.deployer.leak.LeakWatch;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

@Timeout(30)
class DeployFolderTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @TempDir
    Path home;

    private final Map<String, String> warnings = new TreeMap<>();
    private final AtomicLong nowNs = new AtomicLong();
    private String componentFailure = "";
    private Framework framework;
    private BundleContext context;
    private Path deploy;
    private DeployFolder folder;
    private Deployment deployment;

    @BeforeEach
    void start() throws Exception {
        for (String name : new String[] {"deploy", "state", "system"}) {
            Files.createDirectory(
                    home.resolve(name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        deploy = home.resolve("deploy");
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, home.resolve("cache").toString());
        properties.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "6");
        properties.put("felix.log.level", "1");
        framework = new FrameworkFactory().newFramework(properties);
        framework.start();
        context = framework.getBundleContext();
        // The deployer asks which bundle it is; the framework's own would stand on everything.
        Bundle ours = context.installBundle(new TinyJar("io.fairlead.deployer", "1.0")
                .write(home.resolve("ours.jar"))
                .toUri()
                .toString());
        ours.start();
        folder = folder(ours.getBundleContext());
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void shouldRefuseInOneSentenceAndOnce(String name, Putting putting, Map<String, String> settings, String sentence)
            throws Exception {
        putting.put(deploy);

        lookUntilSettled(settings);
        lookUntilSettled(settings);

        String file = sentence.startsWith("No jar") ? "folder" : "demo.jar";
        assertThat(warnings.keySet()).containsExactly(file);
        assertThat(warnings.get(file)).matches("1: " + sentence);
        assertThat(bundle("demo")).isNull();
        assertThat(home.resolve("system")).isEmptyDirectory();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(
                        "not a zip",
                        deploy -> Files.writeString(deploy.resolve("demo.jar"), "hello"),
                        "deploy/demo.jar is no whole jar \\(.*\\); copy it again.*"),
                refusal(
                        "truncated",
                        deploy -> cut(demo(deploy)),
                        "deploy/demo.jar is no whole jar \\(.*\\); copy it.*"),
                refusal("damaged within", deploy -> damage(demo(deploy)), "deploy/demo.jar is no whole jar \\(.*"),
                refusal(
                        "file writable by others",
                        deploy -> Files.setPosixFilePermissions(
                                demo(deploy), PosixFilePermissions.fromString("rw-rw-rw-")),
                        "deploy/demo.jar may be written to by others, who could run code here; chmod go-w .*demo.jar."),
                refusal(
                        "folder writable by others",
                        deploy -> {
                            demo(deploy);
                            Files.setPosixFilePermissions(deploy, PosixFilePermissions.fromString("rwxrwxrwx"));
                        },
                        "No jar is taken: deploy/ may be written to by others, who could run code here; chmod go-w .*"),
                refusal(
                        "a link",
                        deploy -> {
                            Path elsewhere = demo(deploy.getParent());
                            Files.createSymbolicLink(deploy.resolve("demo.jar"), elsewhere);
                        },
                        "deploy/demo.jar is a link; put the file itself there."),
                refusal(
                        "wrong digest beside it",
                        deploy -> {
                            demo(deploy);
                            Files.writeString(deploy.resolve("demo.jar.sha256"), "0".repeat(64) + "  demo.jar\n");
                        },
                        "deploy/demo.jar has the SHA-256 [0-9a-f]{64}, and demo.jar.sha256 says 0{64}; put the right.*"),
                refusal(
                        "no symbolic name",
                        deploy -> new TinyJar("demo", "1.0")
                                .header("Bundle-SymbolicName", "")
                                .write(deploy.resolve("demo.jar")),
                        "deploy/demo.jar is no bundle: its manifest has no Bundle-SymbolicName; build it with bnd.*"),
                refusal(
                        "a fragment",
                        deploy -> new TinyJar("demo", "1.0")
                                .header("Fragment-Host", "host")
                                .write(deploy.resolve("demo.jar")),
                        "deploy/demo.jar is a fragment, which cannot take the place of a running one; bring it .*"),
                Arguments.of(
                        "no digest though one is required",
                        (Putting) DeployFolderTest::demo,
                        Map.of("require-digest", "yes"),
                        "deploy/demo.jar has no digest to compare with, and require-digest is on; put"
                                + " demo.jar.sha256 beside it first, as sha256sum writes it."),
                Arguments.of(
                        "not in the list",
                        (Putting) deploy -> {
                            demo(deploy);
                            Files.writeString(deploy.resolveSibling("list"), "0".repeat(64) + "  other.jar\n");
                        },
                        Map.of("digest-list", "list"),
                        "deploy/demo.jar has the SHA-256 [0-9a-f]{64}, which .*list does not name; add it there if it"
                                + " is meant."),
                Arguments.of(
                        "too long",
                        (Putting) deploy -> {
                            demo(deploy);
                            Files.write(deploy.resolve("demo.jar"), new byte[2000]);
                        },
                        Map.of("max-size", "1024"),
                        "deploy/demo.jar has 2000 bytes, more than max-size = 1024; raise max-size in .*"));
    }

    @Test
    void shouldWaitUntilAJarThatIsStillWrittenIsWhole() throws Exception {
        byte[] whole = Files.readAllBytes(demo(home));
        for (int part = 1; part <= 4; part++) {
            Files.write(deploy.resolve("demo.jar"), Arrays.copyOf(whole, whole.length * part / 5));
            look(600);
        }
        assertThat(warnings).isEmpty();

        Files.write(deploy.resolve("demo.jar"), whole);
        lookUntilSettled(Map.of());

        assertThat(bundle("demo").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void shouldInstallANewBundleAndRecordIt() throws Exception {
        Path jar = demo(deploy);
        String digest = digest(jar);
        Files.writeString(deploy.resolve("demo.jar.sha256"), digest + "  demo.jar\n");

        lookUntilSettled(Map.of("require-digest", "yes"));

        assertThat(bundle("demo").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(home.resolve("system").resolve(digest + ".jar")).hasSameBinaryContentAs(jar);
        assertThat(installSet())
                .containsExactly(
                        "demo/deployed.digest=" + digest,
                        "demo/deployed.file=demo.jar",
                        "demo/deployed.fragment=false",
                        "demo/deployed.over=",
                        "demo/deployed.time=2026-01-02T03\\:04\\:05Z",
                        "demo/deployed.version=1.0",
                        "format=1");
    }

    @Test
    void shouldPutANewVersionInPlaceAndKeepThePreviousJar() throws Exception {
        String base = base();
        Path jar = new TinyJar("demo", "2.0").write(deploy.resolve("demo.jar"));

        lookUntilSettled(Map.of());

        assertThat(bundle("demo").getVersion()).hasToString("2.0.0");
        assertThat(bundle("demo").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(installSet())
                .contains(
                        "demo/base.digest=" + base,
                        "demo/deployed.digest=" + digest(jar),
                        "demo/deployed.over=" + base,
                        "demo/previous.digest=" + base);
        assertThat(home.resolve("system").resolve(base + ".jar")).exists();
        assertThat(warnings).isEmpty();
    }

    @Test
    void shouldPutThePreviousJarBackWhenTheNewOneDoesNotStart() throws Exception {
        String base = base();
        Files.copy(home.resolve("state/install.properties"), home.resolve("before"));
        new TinyJar("demo", "2.0").header("Import-Package", "not.there").write(deploy.resolve("demo.jar"));

        lookUntilSettled(Map.of());

        assertThat(bundle("demo").getVersion()).hasToString("1.0.0");
        assertThat(bundle("demo").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(warnings.get("demo.jar"))
                .isEqualTo("1: deploy/demo.jar was not taken: demo 2.0 did not come up, because no bundle offers"
                        + " osgi.wiring.package (osgi.wiring.package=not.there); 1.0.0 runs again.");
        assertThat(home.resolve("state/install.properties")).hasSameTextualContentAs(home.resolve("before"));
        assertThat(installSet()).contains("demo/base.digest=" + base);
    }

    @Test
    void shouldLeaveABundleStoppedThatAnOperatorStopped() throws Exception {
        base();
        bundle("demo").stop();
        new TinyJar("demo", "2.0").write(deploy.resolve("demo.jar"));

        lookUntilSettled(Map.of());

        assertThat(bundle("demo").getVersion()).hasToString("2.0.0");
        assertThat(bundle("demo").getState()).isNotEqualTo(Bundle.ACTIVE);
        assertThat(warnings).isEmpty();
    }

    @Test
    void shouldPutThePreviousJarBackWhenAComponentFails() throws Exception {
        base();
        componentFailure = "2.0.0";
        new TinyJar("demo", "2.0").write(deploy.resolve("demo.jar"));

        lookUntilSettled(Map.of());

        assertThat(bundle("demo").getVersion()).hasToString("1.0.0");
        assertThat(warnings.get("demo.jar")).contains("because its component failed; 1.0.0 runs again.");
    }

    @Test
    void shouldForgetTheWarningWhenTheJarIsMendedOrTakenAway() throws Exception {
        Files.writeString(deploy.resolve("demo.jar"), "hello");
        lookUntilSettled(Map.of());
        assertThat(warnings).hasSize(1);

        demo(deploy);
        lookUntilSettled(Map.of());
        assertThat(warnings).isEmpty();
        assertThat(bundle("demo")).isNotNull();

        Files.writeString(deploy.resolve("other.jar"), "hello");
        lookUntilSettled(Map.of());
        assertThat(warnings).containsKey("other.jar");
        Files.delete(deploy.resolve("other.jar"));
        look(1);
        assertThat(warnings).isEmpty();
    }

    @Test
    void shouldTellWhatBecameOfEachJar() throws Exception {
        demo(deploy);
        Files.writeString(deploy.resolve("bad.jar"), "hello");
        look(1);
        assertThat(folder.files())
                .containsExactly(
                        new FileEntry("bad.jar", FileEntry.State.SETTLING, ""),
                        new FileEntry("demo.jar", FileEntry.State.SETTLING, ""));

        look(1100);

        assertThat(folder.files())
                .extracting(FileEntry::state)
                .containsExactly(FileEntry.State.REFUSED, FileEntry.State.TAKEN);
        assertThat(folder.files().get(0).message()).startsWith("deploy/bad.jar is no whole jar");
    }

    @Test
    void shouldTakeAJarThatTheListNames() throws Exception {
        String digest = digest(demo(deploy));
        Files.writeString(home.resolve("list"), "# ours\n" + digest.toUpperCase(Locale.ROOT) + " *demo.jar\n");

        lookUntilSettled(Map.of("digest-list", "list"));

        assertThat(bundle("demo").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(warnings).isEmpty();
    }

    @Test
    void shouldRollBackAndForthAndMendTheWarning() throws Exception {
        base();
        new TinyJar("demo", "2.0").write(deploy.resolve("demo.jar"));
        lookUntilSettled(Map.of());
        Terms terms = DeployerSettings.parse(new SettingsReader(Map.of())).terms(false);

        assertThat(deployment.rollback("demo", terms).to()).isEqualTo("1.0");
        assertThat(bundle("demo").getVersion()).hasToString("1.0.0");
        assertThat(installSet()).noneMatch(line -> line.startsWith("demo/deployed."));
        assertThat(deployment.rollback("demo", terms).to()).isEqualTo("2.0");
        assertThat(bundle("demo").getVersion()).hasToString("2.0.0");

        Files.writeString(
                home.resolve("system")
                        .resolve(
                                InstallSet.read(home).previous("demo", "digest").orElseThrow() + ".jar"),
                "something else");
        assertThatThrownBy(() -> deployment.rollback("demo", terms))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("put it into deploy/ again");
        assertThatThrownBy(() -> deployment.rollback("nobody", terms))
                .hasMessage("There is no previous jar of nobody; fairlead:deployed tells what can be rolled back.");
    }

    @Test
    void shouldNotTakeAJarAgainThatWasLeftThere() throws Exception {
        Path jar = demo(deploy);
        lookUntilSettled(Map.of());
        bundle("demo").uninstall();

        folder = folder(bundle("io.fairlead.deployer").getBundleContext());
        lookUntilSettled(Map.of());
        assertThat(bundle("demo")).isNull();

        Files.setLastModifiedTime(jar, FileTime.fromMillis(1));
        lookUntilSettled(Map.of());
        assertThat(bundle("demo")).isNotNull();
    }

    @Test
    void shouldNotSawTheBranchThatItSitsOn() throws Exception {
        new TinyJar("io.fairlead.deployer", "2.0").write(deploy.resolve("demo.jar"));

        lookUntilSettled(Map.of());

        assertThat(warnings.get("demo.jar"))
                .isEqualTo("1: io.fairlead.deployer 2.0 is not taken while the platform runs, since the deployer itself"
                        + " stands on it; bring it with the base and restart.");
    }

    private DeployFolder folder(BundleContext ours) throws IOException {
        Private ownership = Private.of(home.resolve("state"));
        Parts parts = TestParts.of(warnings);
        Ways ways = new Ways(
                ours,
                new FailingComponents(),
                Optional::empty,
                parts,
                new Retirement(ours, new LeakWatch(CLOCK, nowNs::get)));
        deployment = new Deployment(ours, home, ways, new SwapLog(home), CLOCK);
        return new DeployFolder(
                home,
                ownership,
                new Verifier(home, ownership),
                deployment,
                new Warnings(parts.part("io.fairlead.deployer")),
                nowNs::get);
    }

    private void lookUntilSettled(Map<String, String> settings) {
        look(settings, 1);
        look(settings, 1100);
    }

    private void look(long afterMillis) {
        look(Map.of(), afterMillis);
    }

    private void look(Map<String, String> settings, long afterMillis) {
        nowNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(afterMillis));
        folder.look(DeployerSettings.parse(new SettingsReader(settings)));
    }

    /** Installs demo 1.0 as the launcher would. */
    private String base() throws Exception {
        Path jar = demo(home);
        String digest = digest(jar);
        Path kept = Files.move(jar, home.resolve("system").resolve(digest + ".jar"), StandardCopyOption.ATOMIC_MOVE);
        Files.writeString(
                home.resolve("state/install.properties"),
                "demo/base.digest=" + digest + "\ndemo/base.file=demo.jar\ndemo/base.version=1.0\nformat=1\n");
        context.installBundle("reference:" + kept.toUri()).start();
        return digest;
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles())
                .filter(each -> name.equals(each.getSymbolicName()))
                .findFirst()
                .orElse(null);
    }

    private List<String> installSet() throws IOException {
        return Files.readAllLines(home.resolve("state/install.properties"));
    }

    private static Path demo(Path folder) throws IOException {
        return new TinyJar("demo", "1.0").write(folder.resolve("demo.jar"));
    }

    private static void cut(Path jar) throws IOException {
        byte[] whole = Files.readAllBytes(jar);
        Files.write(jar, Arrays.copyOf(whole, whole.length / 2));
    }

    private static void damage(Path jar) throws IOException {
        byte[] whole = Files.readAllBytes(jar);
        whole[whole.length / 2] ^= 0x55;
        Files.write(jar, whole);
    }

    private static String digest(Path jar) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
    }

    private static Arguments refusal(String name, Putting putting, String sentence) {
        return Arguments.of(name, putting, Map.of(), sentence);
    }

    @FunctionalInterface
    interface Putting {
        void put(Path deploy) throws Exception;
    }

    /** One version's components fail. */
    private final class FailingComponents implements Components {
        @Override
        public String failure(Bundle bundle) {
            return bundle.getVersion().toString().equals(componentFailure) ? "its component failed" : "";
        }

        @Override
        public String wants(Bundle bundle) {
            return "";
        }

        @Override
        public Set<String> pids(Bundle bundle) {
            return Set.of();
        }
    }
}
