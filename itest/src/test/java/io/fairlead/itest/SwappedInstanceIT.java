package io.fairlead.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** A running instance from outside: a jar is put into {@code deploy/}, rolled back, and there after a restart. */
public class SwappedInstanceIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int PORT = 24_100;

    private static RunningInstance instance;

    @BeforeClass
    public static void startWithAnEcho() throws Exception {
        instance = RunningInstance.at("127.0.0.51");
        instance.set("io.fairlead.transport.cfg", "park-lease", "1s");
        instance.set("io.fairlead.deployer.cfg", "settle", "100ms");
        Files.delete(instance.home().resolve("etc/io.fairlead.imu-demo.cfg"));
        instance.start();
        deploy(EchoVariant.of("0.1.0"));
        until(() -> swaps().contains("INSTALL"));
        Files.writeString(instance.home().resolve("etc/io.fairlead.echo-outside.cfg"), "port = " + PORT + "\n");
        until(SwappedInstanceIT::isServing);
    }

    @AfterClass
    public static void stop() throws IOException {
        instance.close();
    }

    @Test
    public void shouldKeepTheNewVersionOverARestartAndGoBackWithItsClientsConnected() throws Exception {
        try (EchoClient client = client()) {
            assertThat(client.count()).isZero();
            deploy(EchoVariant.of("0.2.0"));
            until(() -> swaps().contains("0.2.0"));
            assertThat(instance.exec("fairlead:swaps"))
                    .containsPattern("echo +0.1.0 +0\\.2\\.0 +live +1 +[0-9.]+ ms +done");
            assertThat(client.count()).isEqualTo(1);
            assertThat(instance.exec("fairlead:deployed"))
                    .containsPattern("io\\.fairlead\\.echo +0\\.2\\.0 .* 0.1.0 +echo\\.jar")
                    .containsPattern("deploy/echo\\.jar +taken");
            assertThat(instance.exec("fairlead:closure echo"))
                    .startsWith("0 ")
                    .contains("Nothing else is refreshed with it.");
        }

        assertThat(instance.stop()).isZero();
        instance.start();

        try (EchoClient client = client()) {
            assertThat(client.call("one")).isEqualTo("one");
            assertThat(instance.exec("fairlead:rollback echo"))
                    .startsWith("0 ")
                    .contains("io.fairlead.echo 0.1.0 serves in place of 0.2.0; 1 handed over");
            assertThat(client.count()).isEqualTo(1);
            assertThat(instance.exec("fairlead:rollback echo")).contains("0.2.0 serves in place of ");
            assertThat(client.count()).isEqualTo(2);
            assertThat(instance.exec("fairlead:swaps").lines().filter(line -> line.endsWith("done")))
                    .hasSize(4);
            assertThat(instance.exec("fairlead:leaks")).contains("All code that was replaced has left memory.");
        }
    }

    @Test
    public void shouldSayWhatIsWrongWithAJarUntilItGoes() throws Exception {
        deploy(EchoVariant.of("0.3.0").header("Import-Package", "not.there"));
        until(() -> swaps().contains("not.there"));
        assertThat(instance.exec("fairlead:health")).contains("not.there");
        assertThat(instance.exec("fairlead:deployed").replaceAll("\\s+", " "))
                .contains("deploy/echo.jar refused", "goes on serving.");
        Files.delete(instance.home().resolve("deploy/echo.jar"));
        until(() -> !instance.exec("fairlead:health").contains("not.there"));
    }

    @Test
    public void shouldCloseConnectionsAndSayWhyWhenNobodyComesBackWithinTheLease() throws Exception {
        try (EchoClient client = client()) {
            assertThat(client.call("one")).isEqualTo("one");
            assertThat(instance.exec("stop io.fairlead.echo")).startsWith("0 ");

            assertThat(client.isEnded()).isTrue();
        }
        Path log = instance.home().resolve("log/fairlead.log");
        until(() -> Files.readString(log)
                .contains("io.fairlead.echo~outside is closed, and 1 connections with it, since no protocol came back"
                        + " within 1 s."));
        String number = instance.exec("lb -s")
                .lines()
                .filter(line -> line.contains("io.fairlead.echo"))
                .map(line -> line.split("\\|", -1)[0].strip())
                .findFirst()
                .orElseThrow();
        assertThat(instance.exec("start " + number)).startsWith("0 ");
        until(SwappedInstanceIT::isServing);
    }

    private static EchoClient client() throws IOException {
        return new EchoClient(InetAddress.getByName(instance.address()), PORT);
    }

    private static void deploy(EchoVariant variant) throws IOException {
        Path jar = variant.write(instance.home().resolve("echo.jar"));
        Files.move(
                jar,
                instance.home().resolve("deploy/echo.jar"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** What fairlead:swaps shows, where it is kept. */
    private static String swaps() throws IOException {
        Path file = instance.home().resolve("state/swaps.tsv");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static boolean isServing() throws IOException {
        try (EchoClient client = client()) {
            return client.count() == 0;
        } catch (ConnectException e) {
            return false;
        }
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(300)).until(condition);
    }
}
