package io.fairlead.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.dispatcher.registry.Addresses;
import io.fairlead.dispatcher.settings.DispatcherSettingsParser;
import io.fairlead.dispatcher.testing.Site;
import io.fairlead.dispatcher.testing.Wire;
import io.fairlead.platform.metrics.MetricSink;
import io.fairlead.platform.settings.SettingsReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The component: settings and registry that change, commands, figures. */
@Timeout(60)
class DispatcherServerTest {
    private static final String HOST = "127.0.8.5";
    private static final String REGISTRY = "Alpha STANDALONE 127.0.0.1:1 L=no\nBeta STANDALONE 127.0.0.1:2 L=no\n";

    @TempDir
    Path home;

    private DispatcherRig rig;

    @BeforeEach
    void start() {
        rig = new DispatcherRig(home, HOST);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private List<String> lookUp(String service) throws IOException {
        return rig.lookUp(service, "").fields("Server-Info-");
    }

    @Test
    void shouldFollowTheRegistryAndWhatItIncludes() throws IOException {
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(home.resolve("etc/more.cfg"), "Gamma STANDALONE 127.0.0.1:3 L=no\n");
        rig.start(REGISTRY + "%include etc/more.cfg\n");
        assertThat(lookUp("Gamma")).hasSize(1);

        Files.writeString(home.resolve("etc/more.cfg"), "Delta STANDALONE 127.0.0.1:3 L=no\n");

        await().untilAsserted(() -> assertThat(lookUp("Delta")).hasSize(1));
        assertThat(lookUp("Gamma")).isEmpty();
    }

    @Test
    void shouldKeepTheLastGoodRegistryAndNameLineAndWord() throws IOException {
        rig.start(REGISTRY);

        Site.registry(home, REGISTRY + "Gamma STANDALONE 127.0.0.1:3 L=no R=fast\n");

        await().untilAsserted(() -> assertThat(rig.live().told().get("settings"))
                .contains("etc/servrc.cfg line 3: R=fast: is not a number; write one such as 1000 or 0.5")
                .contains("the settings before stay in force"));
        assertThat(lookUp("Alpha")).hasSize(1);
        assertThat(lookUp("Gamma")).isEmpty();
        Site.registry(home, REGISTRY + "Gamma STANDALONE 127.0.0.1:3 R=7\n");
        await().untilAsserted(() -> assertThat(lookUp("Gamma")).hasSize(1));
        assertThat(rig.live().told().get("registry")).contains("etc/servrc.cfg line 3: Gamma has no L=");
    }

    @Test
    void shouldNotStartWithARegistryThatIsNotThere() throws IOException {
        assertThatThrownBy(() -> rig.newServer("registry", "etc/none.cfg"))
                .hasMessageContaining("registry")
                .hasMessageContaining("name a readable UTF-8 file");
    }

    @Test
    void shouldReportEveryMistakeInTheSettings() {
        SettingsReader in = new SettingsReader(Map.of(
                "firewall-ports",
                "5870-5860",
                "advertise-address",
                "fw.example.org",
                "inside",
                "home",
                "ticket-life",
                "0",
                "port",
                "high"));
        new DispatcherSettingsParser(home, Addresses.system()).parse(in);
        assertThat(in.problems())
                .extracting(problem -> problem.key())
                .containsExactlyInAnyOrder("firewall-ports", "advertise-address", "inside", "ticket-life", "port");
    }

    @Test
    void shouldLeaveAPortOutThatSomebodyElseHas() throws IOException {
        try (ServerSocket taken = new ServerSocket(5861, 1, InetAddress.getByName(HOST))) {
            rig.start(REGISTRY, "firewall-ports", "5860-5862", "firewall.host", HOST);
            assertThat(taken.isBound()).isTrue();
            assertThat(rig.live().told().get("firewall-ports")).contains("Somebody else has the ports [5861]");
            assertThat(rig.live().told().get("firewall")).contains("5860,5862");
        }
    }

    @Test
    void shouldServeOverTlsWithACertificateOfItsOwn() throws Exception {
        rig.start(REGISTRY, "tls-port", "0", "https.tls.protocols", "TLSv1.2, TLSv1.3");
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            try (Socket plain = new Socket(InetAddress.getByName(HOST), rig.port("https"));
                    SSLSocket tls = (SSLSocket)
                            trustingAll().getSocketFactory().createSocket(plain, "anything.example.org", 443, true)) {
                tls.setEnabledProtocols(new String[] {version});
                Wire.Response response =
                        new Wire(tls).lines(Site.lookUp("Alpha", "")).response();
                assertThat(response.fields("Server-Info-")).hasSize(1);
                assertThat(tls.getSession().getProtocol()).isEqualTo(version);
            }
        }
        assertThat(home.resolve("data")).isDirectoryContaining("glob:**.key");
    }

    private static SSLContext trustingAll() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                null,
                new TrustManager[] {
                    new X509ExtendedTrustManager() {
                        @Override
                        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

                        @Override
                        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

                        @Override
                        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

                        @Override
                        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

                        @Override
                        public void checkClientTrusted(X509Certificate[] chain, String type) {}

                        @Override
                        public void checkServerTrusted(X509Certificate[] chain, String type) {}

                        @Override
                        public X509Certificate[] getAcceptedIssuers() {
                            return new X509Certificate[0];
                        }
                    }
                },
                new SecureRandom());
        return context;
    }

    private DispatcherCommands commands() {
        DispatcherCommands commands = new DispatcherCommands();
        commands.addServer(rig.server());
        return commands;
    }

    @Test
    void shouldChangeStatesByCommand() throws IOException {
        rig.start("Alpha STANDALONE 127.0.0.1:1 L=no\nAlpha STANDALONE 127.0.0.1:2 L=no\n");
        DispatcherCommands commands = commands();
        assertThat(commands.penalize("Alpha 127.0.0.1:1", "50"))
                .contains("Alpha STANDALONE 127.0.0.1:1: up, penalty 50 %");
        assertThat(lookUp("Alpha"))
                .containsExactly(
                        "Server-Info-1: STANDALONE 127.0.0.1:2 L=no R=1000.00 S=no T=30",
                        "Server-Info-2: STANDALONE 127.0.0.1:1 L=no R=500.00 S=no T=30");
        commands.drain("Alpha 127.0.0.1:1");
        assertThat(lookUp("Alpha")).singleElement().asString().contains("127.0.0.1:2");
        commands.suppress("A*");
        assertThat(lookUp("Alpha")).isEmpty();
        assertThat(rig.ask(Site.lookUp("Alpha", "").replace("INFORMATION_ONLY", "OK_SUPPRESSED"))
                        .fields("Server-Info-"))
                .hasSize(2);
        commands.restore("Alpha");
        commands.reserve("Alpha *:2");
        assertThat(lookUp("Alpha")).singleElement().asString().contains("127.0.0.1:1");
        commands.rerate("alpha 127.0.0.1:1", "77.5");
        assertThat(lookUp("Alpha")).containsExactly("Server-Info-1: STANDALONE 127.0.0.1:1 L=no R=77.50 S=no T=30");
        assertThat(commands.services()).contains("reserve", "rate 77.50", "etc/servrc.cfg line 2");
        assertThat(commands.hosts()).contains("127.0.0.1", "2 servers");
        assertThat(commands.penalize("Alpha", "101")).isEqualTo("101 is no penalty; write a number from 0 to 100");
        assertThat(commands.drain("Omega")).isEqualTo("Omega is no server of the registry");
        assertThat(commands.rerate("Alpha", "fast")).startsWith("fast is no rate");
    }

    @Test
    void shouldExplainWhichServersAClientGets() throws IOException {
        rig.start(
                "Alpha STANDALONE 127.0.0.1:1 L=no R=3000\nAlpha STANDALONE 127.0.0.1:2 L=yes\nAlpha HTTP h.invalid /x L=no\n",
                "relay-ports",
                "4444");
        DispatcherCommands commands = commands();
        assertThat(commands.explain("Alpha", "from=192.0.2.7")).isEqualTo("""
                Alpha for 192.0.2.7, outside, current client
                  yes 100.0 %  FIREWALL 127.0.0.1:1 STANDALONE L=no R=3000.00 S=no T=30  (etc/servrc.cfg line 1)
                  no           STANDALONE 127.0.0.1:2 L=yes R=1000.00 S=no  (etc/servrc.cfg line 2): it is for inside clients (L=yes)
                  no           HTTP h.invalid:80 /x L=no R=1000.00  (etc/servrc.cfg line 3): its host has no address""");
        assertThat(commands.explain("Alpha")).contains("inside", "yes  75.0 %", "yes  25.0 %");
        assertThat(commands.explain("Omega")).contains("the registry has no such service: Service not found");
        assertThat(commands.explain("Alpha", "from=me")).isEqualTo("me is no address; write from=192.0.2.1");
        assertThat(commands.explain("Alpha", "loud")).startsWith("loud is not known here");
    }

    @Test
    void shouldTellItsFigures() throws IOException {
        rig.start(REGISTRY);
        rig.lookUp("Alpha", "");
        rig.lookUp("Omega", "");
        Map<String, Double> figures = new HashMap<>();
        rig.server().collect(new MetricSink() {
            @Override
            public void counter(String name, String help, double value, String... labels) {
                figures.put(name, value);
            }

            @Override
            public void gauge(String name, String help, double value, String... labels) {
                figures.put(name, value);
            }
        });
        assertThat(figures)
                .containsEntry("fairlead_dispatcher_lookups_total", 2.0)
                .containsEntry("fairlead_dispatcher_lookups_not_found_total", 1.0)
                .containsEntry("fairlead_dispatcher_servers", 2.0)
                .containsEntry("fairlead_dispatcher_tickets_unused", 0.0);
    }
}
