package io.fairlead.imu.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.imu.testing.Accounts;
import io.fairlead.imu.testing.FakeConnection;
import io.fairlead.imu.testing.Museum;
import io.fairlead.imu.testing.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the IMu API's FAQ, "How does IMu use Texpress licences?". */
@Timeout(30)
class LicenceExamplesTest {
    private static final String LOGIN = "{\"login\":\"emu\",\"password\":\"secret\"}";

    @TempDir
    Path folder;

    private Museum museum;
    private Server server;

    @BeforeEach
    void start() {
        museum = new Museum();
        server = new Server(museum.catalogue(), Map.of());
    }

    @AfterEach
    void close() {
        server.close();
        museum.close();
    }

    /** Starts a server with an imuserver.conf's words, and returns the licence slots that it uses. */
    private int slotsWith(Map<String, String> conf) {
        Map<String, String> settings = new HashMap<>(conf);
        settings.put("users", new Accounts(folder).file());
        settings.put("context-timeout", "1h");
        settings.put("handler-timeout", "2s");
        server.close();
        server = new Server(museum.catalogue(), settings);
        return slots();
    }

    private int slots() {
        return server.protocol().view().licencesHeld();
    }

    @Test
    void example1ServerPool3AndProcessCount5Use3() {
        assertThat(slotsWith(Map.of("server-pool", "3", "process-count", "5"))).isEqualTo(3);
        assertThat(server.protocol().processes()).containsExactly(1, 2, 3, 4, 5);
        for (int client = 0; client < 6; client++) {
            server.connect().ask("{\"checkStatus\":true}");
        }
        assertThat(slots()).as("default access takes none more").isEqualTo(3);
    }

    @Test
    void example2ProcessCount2AloneUses2() {
        assertThat(slotsWith(Map.of("process-count", "2"))).isEqualTo(2);
    }

    @Test
    void example3ServerPool4AloneUses4() {
        assertThat(slotsWith(Map.of("server-pool", "4"))).isEqualTo(4);
        assertThat(server.protocol().processes()).containsExactly(1);
    }

    @Test
    void example4ALogInUsesOneMoreUntilTheLogOutOrTheTimeOut() {
        assertThat(slotsWith(Map.of("process-count", "2"))).isEqualTo(2);
        FakeConnection program = server.connect();

        program.ask(LOGIN);
        assertThat(slots()).isEqualTo(3);
        program.ask("{\"logout\":true}");
        assertThat(slots()).isEqualTo(2);

        program.ask(LOGIN);
        assertThat(slots()).isEqualTo(3);
        server.transport().pass(Duration.ofMinutes(61));
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> slots() == 2);
    }
}
