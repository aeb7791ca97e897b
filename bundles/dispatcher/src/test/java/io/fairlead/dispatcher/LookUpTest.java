package io.fairlead.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.dispatcher.testing.Site;
import io.fairlead.dispatcher.testing.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Look-ups, with the bytes of real clients. */
@Timeout(60)
class LookUpTest {
    private static final String HOST = "127.0.8.1";
    private static final String OUTSIDE = "127.0.99.1";
    private static final String REGISTRY = """
            multi STANDALONE 127.0.0.1:19000 L=no R=1000
            multi STANDALONE 127.0.0.1:19001 L=no R=500
            multi STANDALONE 127.0.0.1:19002 L=no R=250
            blast4 STANDALONE 127.0.0.1:19003 L=no
            fw STANDALONE 127.0.0.1:19000 L=no S=yes
            Alpha STANDALONE 127.0.0.1:19000 L=no
            AlphaTwo HTTP_POST 127.0.0.1:18080 /echo C=x-ncbi-data/x-asn-binary L=no
            mixed STANDALONE 127.0.0.1:1 L=no A=B X=yes R=600
            mixed STANDALONE 127.0.0.1:2 L=no $=yes R=500
            mixed HTTP 127.0.0.1:3 /x L=no H=abc.org R=400
            mixed STANDALONE 127.0.0.1:4 L=no R=300
            local STANDALONE 127.0.0.1:5 L=yes
            private STANDALONE 127.0.0.1:6 L=no P=yes
            many STANDALONE 127.0.0.1:11 L=no
            many STANDALONE 127.0.0.1:12 L=no
            many STANDALONE 127.0.0.1:13 L=no
            many STANDALONE 127.0.0.1:14 L=no
            many STANDALONE 127.0.0.1:15 L=no
            spare STANDALONE 127.0.0.1:21 L=no R=0.005
            %include etc/nr.cfg
            """;

    @TempDir
    Path home;

    private DispatcherRig rig;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(home.resolve("etc/nr.cfg"), """
                DB=nr
                db STANDALONE 127.0.0.1:31 L=no
                %include etc/sp.cfg
                """);
        Files.writeString(home.resolve("etc/sp.cfg"), "DB=swissprot\ndb STANDALONE 127.0.0.1:32 L=no\n");
        rig = new DispatcherRig(home, HOST)
                .start(
                        REGISTRY,
                        "inside",
                        "127.0.0.0/22, 127.0.8.0/24",
                        "server-count",
                        "10",
                        "relay-ports",
                        "4444-4446",
                        "firewall-ports",
                        "5860-5862");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private static List<String> servers(Wire.Response response) {
        return response.fields("Server-Info-");
    }

    /** From an address outside. */
    private List<String> seen(String own, String service, String more) throws IOException {
        return servers(rig.askFrom(own, Site.lookUp(service, more)));
    }

    @Test
    void shouldAnswerThePresentToolkit() throws IOException {
        Wire.Response response = rig.lookUp("multi", "");
        assertThat(response.status()).isEqualTo(200);
        assertThat(servers(response))
                .containsExactly(
                        "Server-Info-1: STANDALONE 127.0.0.1:19000 L=no R=1000.00 S=no T=30",
                        "Server-Info-2: STANDALONE 127.0.0.1:19001 L=no R=500.00 S=no T=30",
                        "Server-Info-3: STANDALONE 127.0.0.1:19002 L=no R=250.00 S=no T=30");
        assertThat(response.field("Content-Type")).contains("text/plain");
        assertThat(response.field("Content-Length")).contains("0");
        assertThat(response.field("Cache-Control")).contains("no-store");
        assertThat(response.field("Pragma")).contains("no-cache");
    }

    @Test
    void shouldEndTheListWhereTheClientSkipsEverything() throws IOException {
        Wire.Response response = rig.lookUp("multi", """
                Skip-Info-1: STANDALONE 127.0.0.1:19001 L=no R=600.00 S=no T=1795324040
                Skip-Info-2: STANDALONE 127.0.0.1:19000 L=no R=1200.00 S=no T=1795324040
                Skip-Info-3: STANDALONE 127.0.0.1:19002 L=no R=300.00 S=no T=1795324040
                """);
        assertThat(response.status()).isEqualTo(404);
        assertThat(response.field("Dispatcher-Failures")).contains("Service not found");
        assertThat(servers(response)).isEmpty();
        assertThat(servers(rig.lookUp(
                        "multi",
                        "Skip-Info-7: STANDALONE 127.0.0.1:19000 Regular B=0.00 L=no R=1200.00 S=no T=1795325114\n")))
                .extracting(line -> line.split(" ", -1)[2])
                .containsExactly("127.0.0.1:19001", "127.0.0.1:19002");
    }

    @Test
    void shouldAnswerBlastAndNameItsSessionAgain() throws IOException {
        Wire.Response response = rig.ask("""
                GET /Service/dispd.cgi?service=blast4&address=localhost(127.0.0.1)&platform=x86_64-pc-linux-gnu HTTP/1.0
                Content-Type: x-ncbi-data/x-asn-binary
                User-Agent: blastn NCBIServiceDispatcher/1.2 (CXX Toolkit) NCBIHttpConnector (CXX Toolkit)
                Client-Revision: 7.0
                Dispatch-Mode: INFORMATION_ONLY
                Client-Mode: STATEFUL_CAPABLE
                Host: 127.0.0.1:18443
                NCBI-SID: C9D711D2B027C9C1_0000SID
                NCBI-PHID: C9D711D2B027C9C10000000000000001.1
                Connection: keep-alive

                """);
        assertThat(servers(response))
                .containsExactly("Server-Info-1: STANDALONE 127.0.0.1:19003 L=no R=1000.00 S=no T=30");
        assertThat(response.field("NCBI-SID")).contains("C9D711D2B027C9C1_0000SID");
    }

    @Test
    void shouldHideServersBehindTheFirewallFromTheClientOf2017() throws IOException {
        assertThat(servers(rig.ask("""
                GET /Service/dispd.cgi?service=fw&address=localhost(127.0.0.1)&platform=LINUX HTTP/1.0
                User-Agent: idfetch NCBIServiceDispatcher/1.2 (C Toolkit) NCBIHttpConnector (C Toolkit)
                Client-Revision: 7.0
                Accepted-Server-Types: FIREWALL
                Dispatch-Mode: INFORMATION_ONLY
                Client-Mode: STATEFUL_CAPABLE
                Host: 127.0.0.1:18443

                """)))
                .containsExactly("Server-Info-1: FIREWALL 127.0.0.1:19000 STANDALONE L=no R=1000.00 S=yes T=30");
    }

    private List<String> mixed(String revision, String toolkit) throws IOException {
        return servers(rig.ask("""
                GET /Service/dispd.cgi?service=mixed&address=localhost(127.0.0.1)&platform=LINUX HTTP/1.0
                Client-Revision: %s
                Dispatch-Mode: INFORMATION_ONLY
                Client-Mode: STATEFUL_CAPABLE
                User-Agent: NCBIServiceDispatcher/1.1 (%s) NCBIHttpConnector (C Toolkit)
                Host: 127.0.0.1:18080

                """.formatted(revision, toolkit)));
    }

    @Test
    void shouldSpeakTheDialectOfEachGeneration() throws IOException {
        assertThat(mixed("6.260", "C Toolkit"))
                .containsExactly(
                        "Server-Info-1: STANDALONE 127.0.0.1:1 L=no R=600.00 S=no T=30",
                        "Server-Info-2: HTTP 127.0.0.1:3 /x L=no R=400.00 T=30",
                        "Server-Info-3: STANDALONE 127.0.0.1:4 L=no R=300.00 S=no T=30");
        assertThat(mixed("7.0", "C Toolkit"))
                .containsExactly(
                        "Server-Info-1: STANDALONE 127.0.0.1:1 L=no R=600.00 S=no T=30 X=yes",
                        "Server-Info-2: STANDALONE 127.0.0.1:2 L=no R=500.00 S=no $=yes T=30",
                        "Server-Info-3: STANDALONE 127.0.0.1:4 L=no R=300.00 S=no T=30");
        assertThat(servers(rig.lookUp("mixed", "")))
                .containsExactly(
                        "Server-Info-1: STANDALONE 127.0.0.1:1 A=B L=no R=600.00 S=no T=30 X=yes",
                        "Server-Info-2: STANDALONE 127.0.0.1:2 L=no R=500.00 S=no $=yes T=30",
                        "Server-Info-3: HTTP 127.0.0.1:3 /x H=abc.org L=no R=400.00 T=30",
                        "Server-Info-4: STANDALONE 127.0.0.1:4 L=no R=300.00 S=no T=30");
    }

    @Test
    void shouldPutNamesIntoWildcardAndReverseAnswersAndReadThemInSkips() throws IOException {
        String wildcard = Site.lookUp("Alpha*", "").replace("INFORMATION_ONLY", "PROMISCUOUS");
        assertThat(servers(rig.ask(wildcard)))
                .containsExactly(
                        "Server-Info-1: Alpha STANDALONE 127.0.0.1:19000 L=no R=1000.00 S=no T=30",
                        "Server-Info-2: AlphaTwo HTTP_POST 127.0.0.1:18080 /echo C=x-ncbi-data/x-asn-binary L=no"
                                + " R=1000.00 T=30");
        assertThat(servers(rig.lookUp("a?pha*", "Skip-Info-1: Alpha STANDALONE 127.0.0.1:19000 L=no R=1200 S=no\n")))
                .singleElement()
                .asString()
                .startsWith("Server-Info-1: AlphaTwo HTTP_POST");
        String reverse = Site.lookUp("127.0.0.1:19003", "").replace("STATEFUL_CAPABLE", "REVERSE_DNS");
        assertThat(servers(rig.ask(reverse)))
                .containsExactly("Server-Info-1: blast4 STANDALONE 127.0.0.1:19003 L=no R=1000.00 S=no T=30");
        assertThat(servers(rig.ask(Site.lookUp("ALPHA", "").replace("STATEFUL_CAPABLE", "REVERSE_DNS"))))
                .singleElement()
                .asString()
                .startsWith("Server-Info-1: Alpha STANDALONE");
    }

    @Test
    void shouldTakeWhatOtherClientsSendInTheirLookUps() throws IOException {
        String more = "Authorization: Basic dTpw\nAffinity: DB=nr\nNCBI-External: Y\nX-Unknown: whatever\n";
        assertThat(servers(rig.lookUp("AlphaTwo", more)))
                .containsExactly("Server-Info-1: HTTP_POST 127.0.0.1:18080 /echo C=x-ncbi-data/x-asn-binary L=no"
                        + " R=1000.00 T=30");
    }

    @Test
    void shouldFindNothingOnce() throws IOException {
        Wire.Response response = rig.lookUp("nosuch", "");
        assertThat(response.status()).isEqualTo(404);
        assertThat(response.field("Dispatcher-Failures")).contains("Service not found");
        assertThat(response.field("Cache-Control")).contains("no-store");
    }

    @Test
    void shouldShowLocalServersInsideAlone() throws IOException {
        assertThat(seen(HOST, "local", "")).hasSize(1);
        assertThat(seen(OUTSIDE, "local", "")).isEmpty();
        assertThat(seen(HOST, "local", "NCBI-External: Y\n")).isEmpty();
        assertThat(seen(HOST, "local", "Client-Host: 10.1.2.3\n"))
                .as("believed from inside")
                .isEmpty();
        assertThat(seen(OUTSIDE, "local", "Client-Host: 127.0.0.1\n"))
                .as("not believed from outside")
                .isEmpty();
        assertThat(seen(HOST, "private", "")).hasSize(1);
        assertThat(seen(HOST, "private", "Client-Host: 10.1.2.3\n")).isEmpty();
    }

    @Test
    void shouldSendOutsideClientsBehindTheFirewallUnasked() throws IOException {
        assertThat(seen(OUTSIDE, "blast4", ""))
                .containsExactly("Server-Info-1: FIREWALL 127.0.0.1:19003 STANDALONE L=no R=1000.00 S=no T=30");
        assertThat(seen(HOST, "blast4", ""))
                .containsExactly("Server-Info-1: STANDALONE 127.0.0.1:19003 L=no R=1000.00 S=no T=30");
    }

    @Test
    void shouldTakeASkippedFirewallEntryForAllOfItsTypeUnlessThereIsAnotherWay() throws IOException {
        String firewall = Site.lookUp("multi", "Skip-Info-1: FIREWALL 127.0.0.1:19000 STANDALONE L=no R=1200.00 S=no\n")
                .replace("NCBID STANDALONE HTTP_GET HTTP_POST DNS", "FIREWALL");
        assertThat(rig.ask(firewall).status()).isEqualTo(404);
        rig.server().modified(Site.settings("firewall-ports", "5860-5862", "fallback-ports", "7443"));
        assertThat(servers(rig.ask(firewall)))
                .containsExactly(
                        "Server-Info-1: FIREWALL 127.0.0.1:19001 STANDALONE L=no R=500.00 S=no T=30",
                        "Server-Info-2: FIREWALL 127.0.0.1:19002 STANDALONE L=no R=250.00 S=no T=30");
    }

    @Test
    void shouldFollowAffinityToTheHostsThatHaveIt() throws IOException {
        assertThat(servers(rig.lookUp("db", "Affinity: DB=nr\n")))
                .singleElement()
                .asString()
                .contains("127.0.0.1:31");
        assertThat(servers(rig.lookUp("db", "Affinity: DB=swissprot\n")))
                .singleElement()
                .asString()
                .contains("127.0.0.1:32");
        assertThat(servers(rig.lookUp("db", "Affinity: DB\n"))).hasSize(2);
        assertThat(servers(rig.lookUp("db", "Affinity: DB=none\n"))).hasSize(2);
    }

    @Test
    void shouldGiveAsManyServersAsAreAskedFor() throws IOException {
        assertThat(servers(rig.lookUp("many", "Server-Count: 2\n"))).hasSize(2);
        assertThat(servers(rig.lookUp("many", "Server-Count: ALL\n"))).hasSize(5);
        rig.server().modified(Site.settings());
        assertThat(servers(rig.lookUp("many", ""))).as("the default").hasSize(3);
        assertThat(servers(rig.lookUp("many", "Server-Count: 1\nPreference: 127.0.0.1:14 -1\n")))
                .singleElement()
                .asString()
                .contains("127.0.0.1:14");
    }

    @Test
    void shouldOfferAStandbyWhereNothingElseIs() throws IOException {
        assertThat(servers(rig.lookUp("spare", "")))
                .containsExactly("Server-Info-1: STANDALONE 127.0.0.1:21 L=no R=0.005 S=no T=30");
    }

    @Test
    void shouldOnlyListTheTypesThatAreAccepted() throws IOException {
        String only = Site.lookUp("mixed", "").replace("NCBID STANDALONE HTTP_GET HTTP_POST DNS", "HTTP_GET");
        assertThat(servers(rig.ask(only))).singleElement().asString().contains("HTTP 127.0.0.1:3 /x");
        String stateless = Site.lookUp("fw", "").replace("STATEFUL_CAPABLE", "STATELESS_ONLY");
        assertThat(rig.ask(stateless).status()).isEqualTo(404);
        assertThat(servers(rig.ask(stateless.replace("INFORMATION_ONLY", "INFORMATION_ONLY STATEFUL_INCLUSIVE"))))
                .hasSize(1);
    }

    @Test
    void shouldSayThatAClientOfTheOldPathIsTooOld() throws IOException {
        Wire.Response response = rig.ask(Site.lookUp("multi", "").replace("dispd.cgi", "nph-dispd.cgi"));
        assertThat(servers(response)).hasSize(3);
        assertThat(response.field("NCBI-Message"))
                .hasValueSatisfying(text -> assertThat(text).contains("no longer supported"));
        assertThat(rig.lookUp("multi", "").field("NCBI-Message")).isEmpty();
    }

    @Test
    void shouldRefuseWhatItCannotReadWithTheReason() throws IOException {
        for (String[] each : new String[][] {
            {"service=multi", "address=x", "No service is named"},
            {"service=multi", "service=a%0d%0ab", "a control character"},
            {"service=multi", "service=%zz", "not followed by two hexadecimal digits"},
            {"INFORMATION_ONLY", "EVERYTHING", "Dispatch-Mode: EVERYTHING is not known"},
            {"STANDALONE HTTP_GET", "TELNET", "a type that is not known"},
            {"Client-Revision: 7.0", "Client-Revision: seven", "Client-Revision is not major.minor"},
            {"Connection: keep", "Server-Count: 0\nConnection: keep", "Server-Count is neither"},
        }) {
            Wire.Response response = rig.ask(Site.lookUp("multi", "").replace(each[0], each[1]));
            assertThat(response.status()).as(each[2]).isEqualTo(400);
            assertThat(response.field("Dispatcher-Failures"))
                    .hasValueSatisfying(text -> assertThat(text).contains(each[2]));
        }
    }

    @Test
    void shouldKeepAConnectionThatAsksForIt() throws IOException {
        try (Wire wire = rig.wire()) {
            assertThat(servers(wire.lines(Site.lookUp("multi", "")).response())).hasSize(3);
            assertThat(wire.lines(Site.lookUp("nosuch", "")).response().status())
                    .isEqualTo(404);
            assertThat(servers(wire.lines(Site.lookUp("blast4", "")).response()))
                    .hasSize(1);
        }
    }
}
