package io.fairlead.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** Users, log-ins and updates in a running instance, from the shell's commands to the client's replies. */
public class LoginIT {
    private static final String INSERT = "{\"method\":\"insert\",\"params\":{\"values\":{\"NamLast\":\"Newcomer\"}},"
            + "\"name\":\"Module\",\"create\":\"eparties\"}\\r\\n";

    private static RunningInstance instance;

    @BeforeClass
    public static void start() throws Exception {
        instance = RunningInstance.at("127.0.0.51")
                .set("io.fairlead.imu-demo.cfg", "licence-total", "5")
                .start();
    }

    @AfterClass
    public static void stop() throws Exception {
        instance.close();
    }

    @Test
    public void shouldLetAUserThatWasAddedInTheShellLogInAndChangeRecords() throws Exception {
        assertThat(instance.exec("imu:user add emu secret admin"))
                .startsWith("0 ")
                .contains("user emu may log in as a member of admin");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(instance.home().resolve("etc/imu.users"))))
                .isEqualTo("rw-------");
        try (ImuClient client = new ImuClient(instance.address(), 40000);
                ImuClient second = new ImuClient(instance.address(), 40000)) {
            assertThat(ImuClient.member(client.call(INSERT), "error")).isEqualTo("ModuleUpdatesNotAllowed");
            assertThat(ImuClient.member(client.call("{\"login\":\"emu\",\"password\":\"wrong\"}\\r\\n"), "error"))
                    .isEqualTo("SessionLoginFailed");
            String login = "{\"login\":\"emu\",\"password\":\"secret\",\"spawn\":1}\\r\\n";
            assertThat(ImuClient.member(client.call(login), "status")).isEqualTo("ok");
            assertThat(client.call(INSERT)).contains("\"status\" : \"ok\"", "\"irn\" : ");
            assertThat(instance.exec("imu:licences")).contains("5 licences held of 5", "emu (admin) from 127.");
            assertThat(ImuClient.member(second.call(login), "code")).isEqualTo("403");
            assertThat(ImuClient.member(client.call("{\"logout\":true}\\r\\n"), "status"))
                    .isEqualTo("ok");
            assertThat(instance.exec("imu:licences")).contains("4 licences held of 5");
        }
        assertThat(instance.exec("imu:user remove emu")).startsWith("0 ");
        assertThat(instance.exec("imu:user drop emu")).doesNotStartWith("0 ").contains("imu:user add NAME");
    }
}
