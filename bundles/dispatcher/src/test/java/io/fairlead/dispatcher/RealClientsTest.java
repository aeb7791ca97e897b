package io.fairlead.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.dispatcher.testing.EchoServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients as Debian packages them; a test is skipped, with the reason, where one is not installed. */
@Timeout(120)
class RealClientsTest {
    private static final String HOST = "127.0.8.4";
    private static final byte[] ID1_REQUEST =
            HexFormat.of().parseHex("a2803080a0800201f00000a180020204d20000a280020100000000000000");

    @TempDir
    Path home;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private EchoServer id1;
    private DispatcherRig rig;

    @BeforeEach
    void start() throws IOException {
        id1 = new EchoServer("127.0.0.1", this::hear);
        rig = new DispatcherRig(home, HOST)
                .start("""
                        ID1 STANDALONE 127.0.0.1:%d L=no
                        fw STANDALONE 127.0.0.1:%d L=no S=yes $=no A=B X=yes
                        fw HTTP 127.0.0.1:9 /x L=no R=0.001
                        """.formatted(id1.port(), id1.port()), "tls-port", "0", "firewall-ports", "5860-5862");
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
        id1.close();
    }

    private void hear(InputStream in, OutputStream out) throws IOException {
        byte[] request = in.readNBytes(ID1_REQUEST.length);
        heard.add(HexFormat.of().formatHex(request));
        out.write(request);
    }

    private static void needs(String program, String debianPackage) {
        boolean there = Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        Assumptions.assumeTrue(there, program + " is not installed; apt-get install " + debianPackage);
    }

    private String run(Map<String, String> environment, byte[] input, String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(home.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("HOME", home.toString());
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
            in.flush();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            process.getInputStream().transferTo(out);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return out.toString(StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }

    private Map<String, String> engine(String... more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SRV_ENGINE_HOST",
                HOST,
                "SRV_ENGINE_PORT",
                String.valueOf(rig.port("https")),
                "SRV_CONN_TIMEOUT",
                "20"));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    @Test
    void shouldLookServicesUpForIdfetchOverTls() throws Exception {
        needs("idfetch", "ncbi-tools-bin");
        String said = run(engine(), new byte[0], "idfetch", "-g", "1234");
        await().untilAsserted(
                        () -> assertThat(heard).as(said).contains(HexFormat.of().formatHex(ID1_REQUEST)));
        assertThat(rig.server().work().counters().lookups.sum()).isPositive();
        assertThat(rig.server().work().counters().joined.sum()).isZero();
    }

    @Test
    void shouldLeadIdfetchThroughTheFirewallAndNeverAroundIt() throws Exception {
        needs("idfetch", "ncbi-tools-bin");
        String said = run(
                engine("SRV_CONN_MODE", "FIREWALL", "NI_SERVICE_NAME_ID1", "fw"), new byte[0], "idfetch", "-g", "1234");
        await().untilAsserted(
                        () -> assertThat(heard).as(said).contains(HexFormat.of().formatHex(ID1_REQUEST)));
        assertThat(rig.server().work().counters().joined.sum())
                .as("every connection that the server got came through the daemon")
                .isEqualTo(id1.clients().size());
        assertThat(rig.server().work().tickets().figures().refused()).isZero();
    }

    private Map<String, String> blast(String... more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "CONN_HOST",
                HOST,
                "CONN_PORT",
                String.valueOf(rig.port("https")),
                "CONN_TIMEOUT",
                "20",
                "CONN_MAX_TRY",
                "1",
                "BLAST4_CONN_SERVICE_NAME",
                "fw"));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    private String blastn(Map<String, String> environment) throws Exception {
        Files.writeString(home.resolve("query.fa"), ">q\nACGTACGTACGTAAGGCCTTACGTAGCTAGCTACGATCGATCGAT\n");
        return run(environment, new byte[0], "blastn", "-remote", "-db", "nt", "-query", "query.fa");
    }

    @Test
    void shouldLookServicesUpForBlastOverTls() throws Exception {
        needs("blastn", "ncbi-blast+");
        String said = blastn(blast());
        await().untilAsserted(() -> assertThat(heard).as(said).isNotEmpty());
        assertThat(rig.server().work().counters().joined.sum()).isZero();
    }

    @Test
    void shouldLeadBlastThroughTheFirewall() throws Exception {
        needs("blastn", "ncbi-blast+");
        String said = blastn(blast("CONN_FIREWALL", "TRUE"));
        await().untilAsserted(() -> assertThat(heard).as(said).isNotEmpty());
        assertThat(rig.server().work().counters().joined.sum())
                .isEqualTo(id1.clients().size());
    }

    @Test
    void shouldAnswerTheProbeOfTheCheckScript() throws Exception {
        needs("nc", "netcat-openbsd");
        for (int port : new int[] {5860, 5861, 5862}) {
            assertThat(run(Map.of(), new byte[] {'\n'}, "nc", "-w", "1", HOST, String.valueOf(port)))
                    .matches("NCBI Firewall Daemon:  Invalid ticket\\.  *Connection closed\\.\n");
        }
    }
}
