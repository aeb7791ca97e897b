package io.fairlead.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path folder;

    @Test
    void shouldMakeAnInstanceFromTheDefaults() throws IOException {
        Path defaults = Files.createDirectories(folder.resolve("defaults"));
        Files.createDirectories(defaults.resolve("etc"));
        Files.writeString(defaults.resolve("etc/io.fairlead.transport.cfg"), "host = 127.0.0.1\n");
        Files.createDirectories(defaults.resolve("data/museum"));
        Files.writeString(defaults.resolve("data/museum/works.jsonl"), "{}\n");

        Home home = Home.open(folder.resolve("a/b"), defaults);

        try (Stream<Path> parts = Files.list(home.root())) {
            assertThat(parts.map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrder("etc", "deploy", "data", "log", "state", "system", "run");
        }
        assertThat(home.etc().resolve("io.fairlead.transport.cfg")).hasContent("host = 127.0.0.1\n");
        assertThat(home.data().resolve("museum/works.jsonl")).hasContent("{}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.run())))
                .isEqualTo("rwx------");
    }

    @Test
    void shouldLeaveAnInstanceAsItsOwnerLeftIt() throws IOException {
        Path defaults = Files.createDirectories(folder.resolve("defaults"));
        Files.createDirectories(defaults.resolve("etc"));
        Files.writeString(defaults.resolve("etc/a.cfg"), "");
        Home home = Home.open(folder.resolve("home"), defaults);
        Files.delete(home.etc().resolve("a.cfg"));

        Home.open(folder.resolve("home"), defaults);

        assertThat(home.etc()).isEmptyDirectory();
    }

    @Test
    void shouldBeginAgainWhereAFirstStartWasCutShort() throws IOException {
        Path defaults = Files.createDirectories(folder.resolve("defaults"));
        Files.createDirectories(defaults.resolve("etc"));
        Files.writeString(defaults.resolve("etc/a.cfg"), "");
        Files.createDirectories(folder.resolve("home/etc.new/half"));

        Home home = Home.open(folder.resolve("home"), defaults);

        assertThat(home.etc().resolve("a.cfg")).exists();
        assertThat(folder.resolve("home/etc.new")).doesNotExist();
    }

    @Test
    void shouldNameAHomeThatIsNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> Home.open(file, null))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HOME_UNUSABLE))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("--home");
    }

    @Test
    void shouldNameAHomeWhereNothingCanBeMade() {
        assertThatThrownBy(() -> Home.open(Path.of("/proc/fairlead"), null))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("/proc/fairlead");
    }

    @Test
    void shouldRefuseAHomeThatIsInUse() throws IOException {
        Home home = Home.open(folder.resolve("home"), null);
        HomeLock first = HomeLock.take(home);

        assertThatThrownBy(() -> HomeLock.take(home))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HOME_IN_USE))
                .hasMessageContaining(home.root().toString())
                .hasMessageContaining("process " + ProcessHandle.current().pid());

        first.close();
        HomeLock.take(home).close();
    }
}
