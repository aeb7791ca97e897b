package io.fairlead.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher as its users do: in a process of its own. */
@Timeout(60)
class LauncherProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final List<Child> children = new ArrayList<>();
    private Path base = Path.of("");
    private Path home = Path.of("");

    /** A launcher's process and the files that it writes to. */
    private record Child(Process process, Path out, Path errors) {
        String output() {
            return read(out);
        }

        String complaints() {
            return read(errors);
        }

        int end() throws InterruptedException {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("the process ended")
                    .isTrue();
            return process.exitValue();
        }

        private static String read(Path file) {
            try {
                return Files.readString(file, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @BeforeEach
    void makeABase() throws IOException {
        base = Files.createDirectory(folder.resolve("base"));
        home = folder.resolve("my home é");
        TestJars.probe(base.resolve("probe.jar"), "1.0.0");
    }

    @AfterEach
    void endChildren() {
        children.forEach(child -> child.process().destroyForcibly());
    }

    @Test
    void shouldSayReadyAndEndWellOnSigterm() throws Exception {
        Child child = startReady();

        assertThat(child.output().lines())
                .first()
                .asString()
                .matches("Fairlead \\S+ ready in [0-9]+\\.[0-9]{2} s \\(Java [0-9]+, home " + home + "\\)");
        assertThat(child.output().lines()).element(1).isEqualTo("  probe/main  127.0.0.1:1");

        child.process().destroy();
        assertThat(child.end()).isZero();
        assertThat(child.complaints()).isEmpty();
    }

    @Test
    void shouldCountTheTimeFromWhenTheScriptWasCalled() throws Exception {
        Instant before = Instant.now().minusSeconds(100);
        Child child = start(
                List.of(), List.of("FAIRLEAD_STARTED=" + before.getEpochSecond() + ".000000"), "run", "--bundles", "");
        awaitReady(child);

        assertThat(child.output()).matches("(?s)Fairlead \\S+ ready in 10[0-9]\\..*");
    }

    @Test
    void shouldRefuseASecondInstanceInTheSameHome() throws Exception {
        Child first = startReady();
        Child second = start(List.of());

        assertThat(second.end()).isEqualTo(ExitCode.HOME_IN_USE.number());
        assertThat(second.complaints().lines())
                .singleElement()
                .asString()
                .contains(home.toString(), "process " + first.process().pid());
        assertThat(first.process().isAlive()).isTrue();
    }

    @Test
    void shouldSayWhatDidNotComeUp() throws Exception {
        Child child = start(List.of("-Dprobe.outcome=failed"));

        assertThat(child.end()).isEqualTo(ExitCode.START_FAILED.number());
        assertThat(child.complaints()).isEqualTo("fairlead: The port 40000 is taken.\n");
        assertThat(child.output()).isEmpty();
    }

    @Test
    void shouldNotWaitForEverForThePlatformsWord() throws Exception {
        setting("startup-limit = 300 ms");
        Child child = start(List.of("-Dprobe.outcome=silent"));

        assertThat(child.end()).isEqualTo(ExitCode.START_FAILED.number());
        assertThat(child.complaints().lines()).singleElement().asString().contains("startup-limit");
    }

    @Test
    void shouldEndAtTheHardLimitAndSayWhoWasLate() throws Exception {
        setting("drain-limit = 200 ms\ndrain-hard-limit = 400 ms");
        Child child = start(List.of("-Dprobe.outcome=slow"));
        awaitReady(child);

        child.process().destroy();

        assertThat(child.end()).isEqualTo(ExitCode.INTERNAL.number());
        assertThat(child.complaints()).contains("io.fairlead.probe");
    }

    @Test
    void shouldNameABadSetting() throws Exception {
        setting("log-level = loud");
        Child child = start(List.of());

        assertThat(child.end()).isEqualTo(ExitCode.BAD_SETTING.number());
        assertThat(child.complaints().lines()).singleElement().asString().contains("log-level = loud");
    }

    @Test
    void shouldKeepTheCacheWhenNothingChanged() throws Exception {
        Child first = startReady();
        first.process().destroy();
        assertThat(first.end()).isZero();
        List<Path> before = cachedBundles();

        Child second = startReady();

        assertThat(cachedBundles()).isEqualTo(before).isNotEmpty();
        assertThat(second.complaints()).isEmpty();
    }

    @Test
    void shouldReinstallOnlyWhatChangedAndUninstallWhatVanished() throws Exception {
        Path extra = TestJars.bundle(base.resolve("extra.jar"), "org.example.extra", "1", Map.of());
        Child first = startReady();
        first.process().destroy();
        assertThat(first.end()).isZero();
        assertThat(cachedBundles()).hasSize(2);
        Files.delete(extra);
        TestJars.probe(base.resolve("probe.jar"), "1.0.1");

        Child second = startReady();

        assertThat(Files.readString(home.resolve("state/install.properties")))
                .contains("io.fairlead.probe/base.version=1.0.1")
                .doesNotContain("extra");
        try (Stream<Path> jars = Files.list(home.resolve("system"))) {
            assertThat(jars).hasSize(1);
        }
        assertThat(second.complaints()).isEmpty();
    }

    @Test
    void shouldMakeADamagedCacheAnew() throws Exception {
        Child first = startReady();
        first.process().destroy();
        assertThat(first.end()).isZero();
        try (Stream<Path> files = Files.walk(home.resolve("run/framework"))) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Files.writeString(file, "\u0000rubbish");
            }
        }

        Child second = startReady();

        assertThat(second.complaints()).contains("damaged and is made anew");
    }

    @Test
    void shouldForgetTheSettingsOfTheLastRun() throws Exception {
        Path left = home.resolve("run/config/io/fairlead/gone.config");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "port=\"1\"");

        startReady();

        assertThat(left).doesNotExist();
    }

    @Test
    void shouldSayThatNobodyListens() throws Exception {
        Child child = start(List.of(), List.of(), "exec", "fairlead:ports");

        assertThat(child.end()).isEqualTo(ExitCode.NO_INSTANCE.number());
        assertThat(child.complaints().lines()).singleElement().asString().contains(home.toString(), "fairlead run");
    }

    private void setting(String text) throws IOException {
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(home.resolve("etc/launcher.properties"), text);
    }

    private List<Path> cachedBundles() throws IOException {
        try (Stream<Path> bundles = Files.list(home.resolve("run/framework"))) {
            return bundles.filter(path -> path.getFileName().toString().matches("bundle[1-9][0-9]*"))
                    .sorted()
                    .toList();
        }
    }

    private Child startReady() throws IOException {
        Child child = start(List.of());
        awaitReady(child);
        return child;
    }

    private void awaitReady(Child child) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> assertThat(child.output())
                .as("output; complaints are: %s", child.complaints())
                .contains("probe/main"));
    }

    private Child start(List<String> javaOptions) throws IOException {
        return start(javaOptions, List.of(), "run", "--bundles", "");
    }

    private Child start(List<String> javaOptions, List<String> environment, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
        command.addAll(javaOptions);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        command.add(words[0]);
        command.addAll(List.of("--home", home.toString()));
        Stream.of(words)
                .skip(1)
                .map(word -> word.isEmpty() ? base.toString() : word)
                .forEach(command::add);
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(errors.toFile());
        environment.forEach(entry -> {
            String[] pair = entry.split("=", 2);
            builder.environment().put(pair[0], pair[1]);
        });
        Child child = new Child(builder.start(), out, errors);
        children.add(child);
        return child;
    }
}
