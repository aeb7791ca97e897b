package io.fairlead.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** The running instance from outside: the script, the ports, the shell, the settings and a real conversation. */
public class RunningInstanceIT {
    private static final String IMU = "io.fairlead.imu-demo.cfg";
    private static final String FIND_KEY =
            "{\\r\\n\\t\"method\" : \"findKey\",\\r\\n\\t\"params\" : 42,\\r\\n\\t\"name\" :"
                    + " \"Module\",\\r\\n\\t\"create\" : \"eparties\",\\r\\n\\t\"suspend\" : null\\r\\n}\\r\\n";

    private static RunningInstance instance;

    @BeforeClass
    public static void start() throws Exception {
        instance = RunningInstance.at("127.0.0.41").start();
    }

    @AfterClass
    public static void stop() throws Exception {
        instance.close();
    }

    @Test
    public void shouldSayOnceThatItIsReadyAndWhereItListens() {
        assertThat(instance.lines().get(instance.lines().size() - 1)).matches("Fairlead \\S+ ready in [0-9.]+ s .*");
    }

    @Test
    public void shouldServeAPagedConversationOfThePhpClient() throws Exception {
        try (ImuClient client = new ImuClient(instance.address(), 40000)) {
            String found = client.call(find("NamLast", "Turner"));
            String id = ImuClient.member(found, "id");
            assertThat(ImuClient.member(found, "result")).matches("[1-9]\\d*");

            String rows = client.callByteByByte(fetch(id, "start", 0, 2));

            assertThat(rows)
                    .contains("\"NamFullName\" : \"", "\"rownum\" : 1", "\"status\" : \"ok\"", "Turner")
                    .doesNotContain("\\u");
        }
    }

    @Test
    public void shouldGoOnAtTheReconnectionPortByIdAlone() throws Exception {
        String id;
        int port;
        try (ImuClient client = new ImuClient(instance.address(), 40000)) {
            String found = client.call("{\"method\":\"findTerms\",\"params\":[\"and\",[]],\"name\":\"Module\","
                    + "\"create\":\"eparties\",\"destroy\":false,\"suspend\":true}\\r\\n");
            id = ImuClient.member(found, "id");
            port = Integer.parseInt(ImuClient.member(found, "reconnect"));
        }
        try (ImuClient client = new ImuClient(instance.address(), port)) {
            assertThat(client.call(fetch(id, "start", 3, 1))).contains("\"rownum\" : 4");
        }
    }

    @Test
    public void shouldAnswerExecWithThePortsOfTheInstance() throws Exception {
        assertThat(instance.exec("fairlead:ports"))
                .startsWith("0 ")
                .contains("40000", "45000", "8181", "imu~demo/main");
        assertThat(instance.exec("fairlead:why imu")).startsWith("0 ");
        assertThat(instance.exec("no:such")).startsWith("2 ");
        assertThat(instance.exec("lb")).startsWith("0 ").contains("Fairlead IMu");
        assertThat(instance.exec("scr:list")).startsWith("0 ").contains("io.fairlead.imu");
    }

    @Test
    public void shouldTellHealthAndMetrics() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").body()).contains("io.fairlead.imu~demo", "\"status\":\"up\"");
        assertThat(get("/metrics").body()).contains("# TYPE fairlead_", "# HELP fairlead_");
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    public void shouldRefuseTheSameHomeTwice() throws Exception {
        assertThat(instance.startAndFail())
                .doesNotStartWith("0 ")
                .contains(instance.home().toString());
    }

    @Test
    public void shouldMoveAPortWhileAClientStaysConnected() throws Exception {
        try (RunningInstance own = RunningInstance.at("127.0.0.42").start();
                ImuClient client = new ImuClient(own.address(), 40000)) {
            String id = ImuClient.member(client.call(find("NamLast", "Turner")), "id");

            own.set(IMU, "main-port", "40032");
            own.set(IMU, "process-count", "3");

            await().atMost(Duration.ofSeconds(15)).ignoreExceptions().until(() -> own.exec("fairlead:ports")
                    .contains("45034"));
            try (ImuClient moved = new ImuClient(own.address(), 40032)) {
                assertThat(moved.call(FIND_KEY)).contains("\"status\" : \"ok\"");
            }
            assertThat(client.call(fetch(id, "start", 0, 1))).contains("\"rownum\" : 1");
        }
    }

    @Test
    public void shouldKeepTheLastGoodSettingsAndSayWhatIsWrong() throws Exception {
        try (RunningInstance own = RunningInstance.at("127.0.0.43").start()) {
            own.set(IMU, "main-port", "4000x");

            await().atMost(Duration.ofSeconds(15))
                    .until(() -> own.exec("fairlead:why imu").contains("4000x"));
            try (ImuClient client = new ImuClient(own.address(), 40000)) {
                assertThat(client.call(FIND_KEY)).contains("\"status\" : \"ok\"");
            }
            assertThat(own.exec("config:check " + own.home().resolve("etc").resolve(IMU)))
                    .contains("main-port", "4000x");
            assertThat(own.stop()).isZero();
        }
    }

    @Test
    public void shouldSkipATakenReconnectionPortAndSaySo() throws Exception {
        try (RunningInstance own = RunningInstance.at("127.0.0.44");
                ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getByName(own.address()), 33002));
            own.set(IMU, "main-port", "33000");
            own.set(IMU, "reconnect-port", "33001");
            own.set(IMU, "process-count", "5");
            own.start();

            assertThat(own.exec("fairlead:ports")).contains("33001", "33003", "33004", "33005", "33006");
        }
    }

    @Test
    public void shouldNameThePortThatIsTaken() throws Exception {
        try (RunningInstance own = RunningInstance.at("127.0.0.45");
                ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getByName(own.address()), 40000));

            assertThat(own.startAndFail())
                    .doesNotStartWith("0 ")
                    .contains("40000", "main-port")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    public void shouldNameABadSettingWithFileAndLine() throws Exception {
        try (RunningInstance own = RunningInstance.at("127.0.0.46")) {
            own.set(IMU, "process-count", "many");

            assertThat(own.startAndFail())
                    .doesNotStartWith("0 ")
                    .contains("etc/" + IMU + " line ", "process-count = many")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    public void shouldNameAHomeThatCannotBeWritten() throws Exception {
        try (RunningInstance own = RunningInstance.at("127.0.0.47")) {
            Files.writeString(own.home().resolve("state"), "in the way");

            assertThat(own.startAndFail())
                    .doesNotStartWith("0 ")
                    .contains(own.home().toString());
        }
    }

    @Test
    public void shouldKeepConnectionsWhenAJarIsDeployed() throws Exception {
        try (RunningInstance own = RunningInstance.at("127.0.0.48").start();
                ImuClient client = new ImuClient(own.address(), 40000)) {
            String id = ImuClient.member(client.call(find("NamLast", "Turner")), "id");

            deploy(own, "io.fairlead.imu");
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(own.exec("fairlead:swaps"))
                    .containsPattern("imu +0\\S+ +0\\S+ +live +\\d+ +\\S+ ms +done"));
            assertThat(client.call(fetch(id, "start", 0, 1))).contains("\"rownum\" : 1");
        }
    }

    @Test
    public void shouldRunOnJava25() throws Exception {
        Path java25 = Path.of("/usr/lib/jvm/temurin-25-jdk-amd64");
        assumeTrue("skipped: there is no Java 25 at " + java25, Files.isDirectory(java25));
        try (RunningInstance own = RunningInstance.at("127.0.0.49").start("JAVA_HOME", java25.toString());
                ImuClient client = new ImuClient(own.address(), 40000)) {
            assertThat(own.lines().get(own.lines().size() - 1)).contains("Java 25");
            assertThat(client.call(FIND_KEY)).contains("\"status\" : \"ok\"");
            assertThat(own.stop()).isZero();
        }
    }

    /** Puts a copy of a bundle into {@code deploy/} that is not what runs already. */
    static void deploy(RunningInstance own, String symbolicName) throws IOException {
        Path jar = Feature.jars().stream()
                .filter(each -> Feature.symbolicName(each).equals(symbolicName))
                .findFirst()
                .orElseThrow();
        Path fresh = own.home().resolve("new.jar");
        try (JarFile old = new JarFile(jar.toFile());
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(fresh), old.getManifest())) {
            for (JarEntry entry : old.stream()
                    .filter(each -> !each.getName().equals(JarFile.MANIFEST_NAME))
                    .toList()) {
                out.putNextEntry(new JarEntry(entry.getName()));
                try (InputStream in = old.getInputStream(entry)) {
                    in.transferTo(out);
                }
            }
            out.putNextEntry(new JarEntry("META-INF/swapped"));
        }
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(fresh, own.home().resolve("deploy").resolve(symbolicName + ".jar"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String find(String column, String value) {
        return "{\\r\\n\\t\"method\" : \"findTerms\",\\r\\n\\t\"params\" : {\\r\\n\\t\\t\"terms\" : [\\r\\n\\t\\t\\t\"and\","
                + "\\r\\n\\t\\t\\t[\\r\\n\\t\\t\\t\\t[\\r\\n\\t\\t\\t\\t\\t\"" + column + "\",\\r\\n\\t\\t\\t\\t\\t\""
                + value
                + "\",\\r\\n\\t\\t\\t\\t\\tnull\\r\\n\\t\\t\\t\\t]\\r\\n\\t\\t\\t]\\r\\n\\t\\t]\\r\\n\\t},\\r\\n\\t\"name\" :"
                + " \"Module\",\\r\\n\\t\"create\" : \"eparties\",\\r\\n\\t\"suspend\" : null\\r\\n}\\r\\n";
    }

    private static String fetch(String id, String flag, int offset, int count) {
        return "{\\r\\n\\t\"method\" : \"fetch\",\\r\\n\\t\"params\" : {\\r\\n\\t\\t\"flag\" : \"" + flag
                + "\",\\r\\n\\t\\t\"offset\" : " + offset + ",\\r\\n\\t\\t\"count\" : " + count
                + ",\\r\\n\\t\\t\"columns\" : [\\r\\n\\t\\t\\t\"irn\",\\r\\n\\t\\t\\t\"NamFullName\",\\r\\n\\t\\t\\t"
                + "\"NamRoles_tab\"\\r\\n\\t\\t]\\r\\n\\t},\\r\\n\\t\"id\" : \"" + id
                + "\",\\r\\n\\t\"suspend\" : null\\r\\n}\\r\\n";
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + instance.address() + ":8181" + path))
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
