package io.fairlead.imu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.imu.access.Passwords;
import io.fairlead.imu.access.UsersFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserCommandsTest {
    @TempDir
    Path folder;

    private String run(String line) {
        return new UserCommands(folder.resolve("imu.users")).run(List.of(line.split(" ", -1)));
    }

    private boolean matches(String name, String password) throws IOException {
        return new Passwords(new SecureRandom())
                .matches(password, UsersFile.read(folder.resolve("imu.users")).find(name));
    }

    @Test
    void shouldAddChangeListAndRemoveUsers() throws IOException {
        assertThat(run("list")).isEqualTo("there is no user");
        assertThat(run("add anna secret curators staff"))
                .isEqualTo("user anna may log in as a member of curators, staff");
        String made = run("add bob").replaceFirst("(?s).*\npassword: ", "");
        assertThat(run("passwd anna other")).isEqualTo("user anna has another password");

        assertThat(run("list")).isEqualTo("anna  curators,staff\nbob  users");
        assertThat(matches("anna", "other")).isTrue();
        assertThat(matches("anna", "secret")).isFalse();
        assertThat(matches("bob", made)).isTrue();
        assertThat(Files.readString(folder.resolve("imu.users"))).doesNotContain("other", made);
        assertThat(run("remove anna")).isEqualTo("user anna is removed");
        assertThat(run("list")).isEqualTo("bob  users");
    }

    @ParameterizedTest
    @CsvSource({
        "add, imu:user is written so:",
        "drop anna, imu:user is written so:",
        "passwd nobody x, there is no user nobody",
        "remove nobody, there is no user nobody",
        "add a:b x, 'the name of a user or group has 1 to 100 characters'",
        "add anna ''x'' gr#up, 'the name of a user or group has 1 to 100 characters'"
    })
    void shouldSayWhatIsWrongWithTheWords(String line, String sentence) {
        assertThatThrownBy(() -> run(line)).hasMessageStartingWith(sentence);
        assertThat(folder.resolve("imu.users")).doesNotExist();
    }
}
