package io.fairlead.gateway.tmax;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.platform.settings.Problem;
import io.fairlead.platform.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The four samples of the Gateway Guide load as they are printed, slips and all, and files with mistakes say where. */
class TmaxSettingsTest {
    private static final List<String> KEYS = List.of(
            "mode",
            "port",
            "remote",
            "handlers",
            "min-handlers",
            "threads",
            "cpc",
            "connections",
            "schedule",
            "restart",
            "environment-file",
            "svcgw",
            "reply-timeout",
            "session");

    private static final String SHARED = """
            *SERVER
            tcpgwlsn SVGNAME = svg1, MIN = 1, MAX = 1, SVRTYPE = CUSTOM_GATEWAY, RESTART = N,
                CLOPT = "-- -P 1029 -N 3 -k 98765"
            tcpgwhdr1 SVNAME = svg1, MIN = 3, MAX = 3, SCHEDULE = RR, SVRTYPE = CUSTOM_GATEWAY,
                CPC = 10, TARGET = tcpgwhdr, CLOPT = "-- -P 1029 -N 10 -s \u2013L tcpgwlsn"
            *SERVICE
            svcgw SVRNAME = tcpgwhdr1
            """;

    private static final String DEDICATED = """
            *SERVER
            tcpgwlsn SVGNAME = svg1, MIN = 1, MAX = 1, SVRTYPE = CUSTOM_GATEWAY, RESTART = N,
                CLOPT = "-- -P 1029 -N 3 -k 98765 -F tcpgwlsn.dat"
            tcpgwhdr1 SVNAME = svg1, MIN = 3, MAX = 3, SCHEDULE = RR, SVRTYPE = CUSTOM_GATEWAY,
                CPC = 10, TARGET = tcpgwhdr, CLOPT = "-- -P 1029 -s \u2013L tcpgwlsn"
            *SERVICE
            svcgw SVRNAME = tcpgwhdr1
            """;

    private static final String SINGLE = """
            *SERVER
            clihdrshm SVGNAME = svg1, MIN = 1, MAX = 1, SVRTYPE = CUSTOM_GATEWAY,
                CLOPT = "-- -N 1 -k 91000"
            tcpgwhdr1 SVNAME = svg1, MIN = 1, MAX = 1, SVRTYPE = CUSTOM_GATEWAY, CPC = 9, SCHEDULE = RR,
                TARGET = tcpgwhdr, CLOPT = "-- -k 91000 -P 3777 \u2013r 100.100.100.1 -N 1 \u2013L clihdrshm"
            *SERVICE
            svcgw SVRNAME = tcpgwhdr1
            """;

    private static final String MULTI = """
            *SERVER
            clihdrshm SVGNAME = svg1, MIN = 1, MAX = 1, SVRTYPE = CUSTOM_GATEWAY,
                CLOPT = "-- -N 10 -k 91000 -F tcpgwhdr.dat"
            tcpgwhdr1 SVGNAME svg1, MIN = 10, MAX = 10, SVRTYPE = CUSTOM_GATEWAY, CPC = 9, SCHEDULE = RR,
                TARGET = tcpgwhdr, CLOPT = "-- -k 91029 -F tcpgwhdr.dat \u2013L clihdrshm"
            *SERVICE
            svcgw SVRNAME = tcpgwhdr1
            """;

    private static final String EN_DASH = "the character U+2013 and is read as -";

    @TempDir
    Path home;

    private List<String> notices = List.of();

    @Test
    void shouldLoadTheSharedSample() throws IOException {
        assertThat(settings(SHARED))
                .hasToString(
                        "{cpc=10, handlers=3, min-handlers=3, mode=server, port=1029, restart=no, schedule=rr, session=tcpgwhdr, svcgw=svcgw, threads=10}");
        assertThat(notices)
                .containsExactly(
                        "tmax.m line 4: SVNAME is read as SVGNAME",
                        "tmax.m line 5: CLOPT: the dash of \u2013L is " + EN_DASH);
    }

    @Test
    void shouldLoadTheSamplesAsTheGuidePrintsThemOnOneLine() throws IOException {
        Map<String, String> lines = settings(SHARED);
        assertThat(settings(SHARED.replaceAll("\\s+", " "))).isEqualTo(lines);
        assertThat(notices)
                .containsExactly(
                        "tmax.m line 1: SVNAME is read as SVGNAME",
                        "tmax.m line 1: CLOPT: the dash of \u2013L is " + EN_DASH);
    }

    @Test
    void shouldLoadTheDedicatedSample() throws IOException {
        assertThat(settings(DEDICATED))
                .containsEntry("environment-file", home.resolve("tcpgwlsn.dat").toString())
                .containsEntry("mode", "server")
                .doesNotContainKey("threads");
    }

    @Test
    void shouldLoadTheSingleServerSample() throws IOException {
        assertThat(settings(SINGLE))
                .hasToString(
                        "{connections=1, cpc=9, handlers=1, min-handlers=1, mode=client, port=3777, remote=100.100.100.1, schedule=rr, session=tcpgwhdr, svcgw=svcgw, threads=1}");
        assertThat(notices)
                .containsExactly(
                        "tmax.m line 4: SVNAME is read as SVGNAME",
                        "tmax.m line 5: CLOPT: the dash of \u2013r is " + EN_DASH,
                        "tmax.m line 5: CLOPT: the dash of \u2013L is " + EN_DASH);
    }

    @Test
    void shouldLoadTheMultiServerSampleAndNameBothKeys() throws IOException {
        assertThat(settings(MULTI))
                .containsEntry("environment-file", home.resolve("tcpgwhdr.dat").toString())
                .containsEntry("mode", "client")
                .containsEntry("handlers", "10");
        assertThat(notices)
                .containsExactly(
                        "tmax.m line 4: = is missing behind SVGNAME",
                        "tmax.m line 5: CLOPT: the dash of \u2013L is " + EN_DASH,
                        "tmax.m line 5: -k 91029 of tcpgwhdr1 is not 91000 of clihdrshm; they are taken to belong together");
    }

    @Test
    void shouldRefuseEachSlipWhereToldToBeStrict() throws IOException {
        SettingsReader in = reader(MULTI, "strict", "yes");
        TmaxSettings.read(in, home);
        assertThat(in.problems().stream().map(Problem::message))
                .containsExactly(
                        "tmax.m line 4: = is missing behind SVGNAME",
                        "tmax.m line 5: CLOPT: the dash of \u2013L is " + EN_DASH,
                        "tmax.m line 5: -k 91029 of tcpgwhdr1 is not 91000 of clihdrshm; they are taken to belong together");
    }

    @Test
    void shouldLetTheGatewaysOwnSettingsWin() throws IOException {
        SettingsReader in = reader(SHARED, "port", "2029", "framing", "lf");
        TmaxSettings.read(in, home);
        assertThat(in.text("port")).contains("2029");
        assertThat(in.text("session")).as("framing is given instead").isEmpty();
        assertThat(in.text("threads")).contains("10");
    }

    @Test
    void shouldWarnOfUnknownKeysAndOptionsWithTheirLines() throws IOException {
        settings(SHARED.replace("CPC = 10,", "CPC = 10, MAXQCOUNT = 5,")
                        .replace("-N 10 -s", "-N 10 -x 7 -s")
                        .replace("SVRNAME = tcpgwhdr1", "SVRNAME = tcpgwhdr1, PRIO = 3")
                + "*NET\n");
        assertThat(notices)
                .contains(
                        "tmax.m line 5: MAXQCOUNT has no effect here",
                        "tmax.m line 5: CLOPT: -x is not known and has no effect",
                        "tmax.m line 7: PRIO has no effect here",
                        "tmax.m line 8: *NET is not known here and is passed over");
    }

    @Test
    void shouldPassOverTheRestOfATmaxFile() throws IOException {
        String whole = "# our node\n*DOMAIN\ntmax1 SHMKEY = 78350, MINCLH = 1\n*NODE\nhost1 TMAXDIR = \"/tmax\"\n"
                + "*SVRGROUP\nsvg1 NODENAME = host1\n"
                + SHARED.replace(
                        "*SERVICE",
                        "svr2 SVGNAME = svg1, MIN = 1," + " SVRTYPE = UCS\n*SERVICE\nTOUPPER SVRNAME = svr2");
        assertThat(settings(whole)).containsEntry("svcgw", "svcgw").containsEntry("port", "1029");
    }

    @Test
    void shouldTakeTheServicesTimeAsThePeersTime() throws IOException {
        assertThat(settings(SHARED.replace("SVRNAME = tcpgwhdr1", "SVRNAME = tcpgwhdr1, SVCTIME = 25")))
                .containsEntry("reply-timeout", "25s");
    }

    @Test
    void shouldChooseOneOfSeveralGatewaysByItsName() throws IOException {
        String two = SHARED.replace("*SERVICE", SINGLE.replace("*SERVER", "").replace("tcpgwhdr1", "clihdr"));
        assertThat(mistake(two)).isEqualTo("there are several gateways; write server = one of tcpgwhdr1, clihdr");
        SettingsReader in = reader(two, "server", "clihdr");
        TmaxSettings.read(in, home);
        assertThat(in.text("port")).contains("3777");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-P 1029 -N 3 | -P 70000 -N 3 | tmax.m line 3: -P 70000 is no number from 1 to 65535; write one",
                "-N 10 -s | -N 51 -s | tmax.m line 5: -N 51 is no number from 1 to 50; write one",
                "MIN = 3 | MIN = 4 | tmax.m line 4: MIN = 4 is more than MAX = 3 of tcpgwhdr1; write MAX at least as great",
                "CPC = 10 | CPC = ten | tmax.m line 5: CPC ten is no number from 1 to 1000000; write one",
                "L tcpgwlsn | L tcpgwlsm | tmax.m line 5: -L tcpgwlsm is no entry of *SERVER; write the name of the listener's or the shared memory process's entry",
                "-P 1029 -N 3 -k | -N 3 -k | tmax.m line 5: tcpgwhdr1 has no -r; write -r ADDRESS and -P PORT of the server, or -F FILE with several",
                "CUSTOM_GATEWAY | UCS | there are no gateway's handlers; write an entry of *SERVER with SVRTYPE = CUSTOM_GATEWAY and -L in its CLOPT",
            })
    void shouldRefuseWhatCouldNotRun(String right, String wrong, String sentence) throws IOException {
        assertThat(mistake(SHARED.replace(right, wrong))).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-P 1029 -N 10 | -P 1030 -N 10 | tmax.m line 5: -P 1030 of tcpgwhdr1 is not 1029 of tcpgwlsn; the listener's counts",
                "-N 3 -k | -N 4 -k | tmax.m line 3: -N 4 of tcpgwlsn is not MAX = 3 of tcpgwhdr1; MAX counts",
                "SVNAME = svg1 | SVGNAME = svg2 | tmax.m line 4: SVGNAME svg2 of tcpgwhdr1 is not svg1 of tcpgwlsn; they are taken to belong together",
                "-N 10 -s | -N 10 | tmax.m line 5: -s is missing for tcpgwhdr1, whose partner listens",
                "SCHEDULE = RR | SCHEDULE = LIFO | tmax.m line 4: SCHEDULE = LIFO is not known and is read as RR",
                "RESTART = N | RESTART = MAYBE | tmax.m line 2: RESTART = MAYBE is neither Y nor N and is read as N",
                "MAX = 3, SCHEDULE | MAX = 3 SCHEDULE | tmax.m line 4: a comma is missing before SCHEDULE",
                "tcpgwlsn\" | tcpgwlsn | tmax.m line 5: the quote is not closed; it is taken to end with the line",
                "tcpgwlsn\" | tcpgwlsn -N\" | tmax.m line 5: CLOPT: -N has no value",
                "SVRNAME = tcpgwhdr1 | SVRNAME = tcpgwhdr | tmax.m line 4: no *SERVICE has SVRNAME = tcpgwhdr1, so services cannot call its peers",
            })
    void shouldMendAndTellASlip(String right, String wrong, String sentence) throws IOException {
        settings(SHARED.replace(right, wrong));
        assertThat(notices).contains(sentence);
    }

    @Test
    void shouldNameAFileThatIsNotThere() {
        SettingsReader in = new SettingsReader(Map.of("file", "missing.m"));
        TmaxSettings.read(in, home);
        assertThat(in.problems().stream().map(Problem::sentence))
                .containsExactly("file = missing.m: cannot be read; mend the file and save it");
    }

    @Test
    void shouldGoByTheTextThatWasKeptWhenTheFileIsDamagedLater() throws IOException {
        Files.writeString(home.resolve("tmax.m"), "\n\n" + SHARED);
        Map<String, Object> kept = TmaxSettings.withText(Map.of("file", "tmax.m"), home);
        Files.writeString(home.resolve("tmax.m"), "*SERVER\n");
        SettingsReader in = new SettingsReader(kept);
        assertThat(TmaxSettings.read(in, home)).contains("tmax.m line 6: SVNAME is read as SVGNAME");
        assertThat(in.text("port")).contains("1029");
        assertThat(TmaxSettings.withText(kept, home)).as("it was saved since").isNotEqualTo(kept);
        Files.delete(home.resolve("tmax.m"));
        assertThat(TmaxSettings.withText(kept, home)).isEqualTo(Map.of("file", "tmax.m"));
    }

    private Map<String, String> settings(String text) throws IOException {
        SettingsReader in = reader(text);
        notices = TmaxSettings.read(in, home);
        assertThat(in.problems()).isEmpty();
        Map<String, String> settings = new TreeMap<>();
        KEYS.forEach(key -> in.text(key).ifPresent(value -> settings.put(key, value)));
        return settings;
    }

    private String mistake(String text) throws IOException {
        SettingsReader in = reader(text);
        TmaxSettings.read(in, home);
        assertThat(in.problems()).hasSize(1);
        return in.problems().get(0).message();
    }

    private SettingsReader reader(String text, String... more) throws IOException {
        Files.writeString(home.resolve("tmax.m"), text);
        Map<String, String> properties = new HashMap<>(Map.of("file", "tmax.m"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return new SettingsReader(properties);
    }
}
