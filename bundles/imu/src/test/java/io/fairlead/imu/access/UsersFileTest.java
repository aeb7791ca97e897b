package io.fairlead.imu.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersFileTest {
    private static final String HASH = "$2a$04$abcdefghijklmnopqrstuuAbcdefghijklmnopqrstuvwxyzABCDE";

    @TempDir
    Path folder;

    @Test
    void shouldReadWhatItWroteAndLetNobodyElseReadIt() throws IOException {
        Path file = folder.resolve("etc/imu.users");
        UsersFile.write(
                file,
                Users.none()
                        .with(new User("anna", HASH, List.of("curators", "staff")))
                        .with(new User("böb", HASH, List.of("users"))));

        assertThat(UsersFile.read(file).all())
                .containsExactly(
                        new User("anna", HASH, List.of("curators", "staff")), new User("böb", HASH, List.of("users")));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file.getParent().toFile().list()).containsExactly("imu.users");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anna | line 2: the line is not name:hash:groups",
                "anna:secret:users | line 2: the user anna has no bcrypt hash for a password",
                "anna:HASH: | line 2: the name of a user or group has 1 to 100 characters, no blank and none of : , #",
                "an na:HASH:users | line 2: the name of a user or group has 1 to 100 characters, no blank and none of"
                        + " : , #",
                "anna:$2a$31$abcdefghijklmnopqrstuuAbcdefghijklmnopqrstuvwxyzABCDE:users | line 2: the user anna has no"
                        + " bcrypt hash for a password"
            })
    void shouldNameTheLineThatIsWrong(String line, String sentence) {
        assertThatThrownBy(() -> Users.parse("# users\n" + line.replace("HASH", HASH)))
                .isInstanceOf(IOException.class)
                .hasMessage(sentence);
    }

    @Test
    void shouldKeepTheUsersBeforeWhileTheFileIsDamaged() throws IOException {
        List<Optional<String>> told = new ArrayList<>();
        UsersFile users = new UsersFile(told::add);
        Path file = folder.resolve("imu.users");
        UsersFile.write(file, Users.none().with(new User("anna", HASH, List.of("users"))));
        assertThat(users.current(file).find("anna")).isPresent();

        change(file, "anna:x:y\n", 1);
        assertThat(users.current(file).find("anna")).isPresent();
        assertThat(users.current(file).find("anna")).isPresent();
        change(file, "", 2);
        assertThat(users.current(file).isEmpty()).isTrue();

        assertThat(told)
                .containsExactly(
                        Optional.empty(),
                        Optional.of("imu.users: line 1: the user anna has no bcrypt hash for a password;"
                                + " the users before stay, mend the file"),
                        Optional.empty());
    }

    private static void change(Path file, String text, int second) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
    }

    @Test
    void shouldTakeItsTimeForEveryPasswordAndKnowOnlyTheRightOne() {
        Passwords passwords = new Passwords(new SecureRandom());
        User anna = new User("anna", passwords.hash("pässword"), List.of("users"));

        assertThat(anna.hash()).startsWith("$2a$10$").doesNotContain("ssword");
        assertThat(passwords.matches("pässword", Optional.of(anna))).isTrue();
        assertThat(passwords.matches("password", Optional.of(anna))).isFalse();
        assertThat(passwords.matches("", Optional.of(anna))).isFalse();
        assertThat(passwords.matches("x".repeat(100), Optional.of(anna))).isFalse();
        assertThat(passwords.matches("pässword", Optional.empty())).isFalse();
        assertThatThrownBy(() -> passwords.hash("ä".repeat(37))).hasMessage("a password has 1 to 72 bytes");
        assertThat(passwords.made()).hasSize(20).isNotEqualTo(passwords.made());
    }
}
