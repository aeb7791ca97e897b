package io.fairlead.dispatcher.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {
    private static final Addresses LITERAL = host -> {
        try {
            return host.matches("[0-9.]+") ? Optional.of(InetAddress.getByName(host)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    };

    @TempDir
    Path home;

    private final List<String> mistakes = new ArrayList<>();

    private Registry read(String text) throws IOException {
        Files.writeString(home.resolve("servrc.cfg"), text);
        return RegistryReader.read(RegistryFiles.read(home, "servrc.cfg"), "127.0.0.9", LITERAL, mistakes::add);
    }

    private static List<String> servers(Registry registry) {
        return registry.servers().stream()
                .map(server -> server.service() + " " + server.descriptor())
                .toList();
    }

    @Test
    void shouldReadTheBooksSampleLines() throws IOException {
        Registry registry = read("""
                # a comment
                Entrez2[0] HTTP_POST 130.14.29.110 /entrez/eutils/entrez2server.fcgi C=x-ncbi-data/x-asn-binary L=no

                bounce[60]HTTP /Service/bounce.cgi L=no C=x-ncbi-data/x-unknown
                bounce[60]NCBID '' L=yes C=x-ncbi-data/x-unknown | path/to/program
                """);
        assertThat(mistakes).isEmpty();
        assertThat(servers(registry))
                .containsExactly(
                        "Entrez2 HTTP_POST 130.14.29.110:80 /entrez/eutils/entrez2server.fcgi"
                                + " C=x-ncbi-data/x-asn-binary L=no R=1000.00",
                        "bounce HTTP 127.0.0.9:80 /Service/bounce.cgi C=x-ncbi-data/x-unknown L=no R=1000.00",
                        "bounce NCBID 127.0.0.9:80 '' C=x-ncbi-data/x-unknown L=yes R=1000.00 S=no");
        assertThat(registry.servers().get(2).launcher()).contains("path/to/program");
        assertThat(registry.servers()).extracting(ServerEntry::fixed).containsExactly(true, false, false);
        assertThat(registry.servers())
                .extracting(server -> server.check().period())
                .containsExactly(Duration.ZERO, Duration.ofSeconds(60), Duration.ofSeconds(60));
    }

    @Test
    void shouldJoinLinesIncludeFilesWithAPrefixAndKeepTheirPlaces() throws IOException {
        Files.createDirectories(home.resolve("sub"));
        Files.writeString(home.resolve("sub/more.cfg"), "Beta STANDALONE \\\n   10.0.0.2:2 L=no\n%include deep.cfg\n");
        Files.writeString(home.resolve("deep.cfg"), "Gamma STANDALONE 10.0.0.3:3 L=no\n");
        Registry registry = read("Alpha STANDALONE 10.0.0.1:1 L=no # why\n%include sub/more.cfg | Test\n");
        assertThat(mistakes).isEmpty();
        assertThat(registry.servers())
                .extracting(server -> server.service() + " " + server.place())
                .containsExactly("Alpha servrc.cfg line 1", "TestBeta sub/more.cfg line 1", "Gamma deep.cfg line 1");
    }

    @Test
    void shouldNameFileLineWordAndCureOfEveryMistake() throws IOException {
        Files.writeString(home.resolve("loop.cfg"), "%include servrc.cfg\n");
        read("""
                Alpha STANDALONE 10.0.0.1
                9to5 STANDALONE 10.0.0.1:1
                testHTTP /Service/test.cgi?Welcome L=no
                Alpha FIREWALL 10.0.0.1:1
                Alpha[5,%%] STANDALONE 10.0.0.1:1 L=no
                Alpha STANDALONE 10.0.0.1:1 L=no | program
                %include missing.cfg
                %include loop.cfg
                """);
        assertThat(mistakes)
                .hasSize(8)
                .anySatisfy(each -> assertThat(each).startsWith("servrc.cfg line 1: STANDALONE needs a port"))
                .anySatisfy(each -> assertThat(each).startsWith("servrc.cfg line 2: 9to5: is no name of a service"))
                .anySatisfy(each -> assertThat(each)
                        .startsWith("servrc.cfg line 3: /Service/test.cgi?Welcome: is no type of server; write one of"))
                .anySatisfy(each -> assertThat(each).startsWith("servrc.cfg line 4: FIREWALL: is never configured"))
                .anySatisfy(each -> assertThat(each).startsWith("servrc.cfg line 5: %%: is no part of a check"))
                .anySatisfy(each -> assertThat(each).contains("line 6", "a meaning for NCBID alone"))
                .anySatisfy(each -> assertThat(each).contains("line 7", "missing.cfg", "cannot be read"))
                .anySatisfy(each -> assertThat(each).contains("loop.cfg line 1", "it includes itself"));
    }

    @Test
    void shouldWarnWhereLocalIsNotWritten() throws IOException {
        Registry registry = read("Alpha STANDALONE 10.0.0.1:1\n");
        assertThat(registry.warnings())
                .containsExactly("servrc.cfg line 1: Alpha has no L=: it counts as L=yes, for inside clients only;"
                        + " write L=no where outside clients should see it");
        assertThat(registry.servers().get(0).descriptor().localOnly()).isTrue();
    }

    @Test
    void shouldHoldNamesInLaterFilesOnly() throws IOException {
        Files.writeString(home.resolve("b.cfg"), "Svc DNS 10.0.0.2:2 L=no\nSvc STANDALONE 10.0.0.2:3 L=no\n");
        Registry registry = read("Svc NAMEHOLD :0 DNS\nSvc DNS 10.0.0.1:1 L=no\n%include b.cfg\n");
        assertThat(servers(registry))
                .containsExactly("Svc DNS 10.0.0.1:1 L=no R=1000.00", "Svc STANDALONE 10.0.0.2:3 L=no R=1000.00 S=no");
        assertThat(registry.warnings())
                .containsExactly("b.cfg line 1: Svc DNS is left out: the name is held by servrc.cfg line 1");
    }

    @Test
    void shouldGiveServersTheEnvironmentAndZonesOfTheirFile() throws IOException {
        Files.writeString(home.resolve("b.cfg"), "DB=swissprot\n@qa\nBlast STANDALONE 10.0.0.2:1 L=no\n");
        Files.writeString(
                home.resolve("c.cfg"),
                "@qa\nBlast STANDALONE 10.0.0.3:1 L=no X=yes\nBlast STANDALONE 10.0.0.4:1 L=no\n");
        Registry registry =
                read("DB=nr nt\nSITE=one\n@prod\nBlast STANDALONE 10.0.0.1:1 L=no\n%include b.cfg\n%include c.cfg\n");
        assertThat(mistakes).isEmpty();
        assertThat(registry.servers())
                .extracting(ServerEntry::environment)
                .startsWith(Map.of("DB", "nr nt", "SITE", "one"), Map.of("DB", "swissprot", "SITE", "one"));
        assertThat(registry.servers().get(0).hasAffinity("DB", "nr")).isTrue();
        assertThat(registry.servers().get(1).hasAffinity("DB", "nr")).isFalse();
        assertThat(registry.servers().get(1).hasAffinity("DB", "")).isTrue();
        assertThat(registry.servers()).extracting(registry::sees).containsExactly(true, false, true, false);
    }

    @Test
    void shouldReadEveryPartOfACheck() throws IOException {
        Registry registry = read("""
                A[30/120,http:/alive,!+Beta,10.0.0.9:77+Gamma,Mo-Fr@9-17,~Hd,ops@example.org,jane,*web] \
                STANDALONE 10.0.0.1:1 L=no
                B[5,bin/check] STANDALONE 10.0.0.1:2 L=no
                C[-60] STANDALONE 10.0.0.1:3 L=no
                *admins
                joe
                """);
        assertThat(mistakes).isEmpty();
        CheckSpec check = registry.servers().get(0).check();
        assertThat(check)
                .isEqualTo(new CheckSpec(
                        CheckSpec.Kind.HTTP,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(120),
                        "/alive",
                        List.of(new Dependency(true, "", 0, "Beta"), new Dependency(false, "10.0.0.9", 77, "Gamma")),
                        List.of(
                                Schedule.read("Mo-Fr@9-17").orElseThrow(),
                                Schedule.read("~Hd").orElseThrow()),
                        List.of("ops@example.org"),
                        List.of("jane", "*web")));
        assertThat(registry.servers().get(1).check().script()).contains("bin/check");
        assertThat(registry.servers().get(2).check().kind()).isEqualTo(CheckSpec.Kind.NONE);
        assertThat(registry.warnings())
                .containsExactly("servrc.cfg line 1: ops@example.org: accepted, no effect because no mail is sent from"
                        + " here; the log tells every change");
        assertThat(registry.authority()).containsExactly("*admins", "joe");
    }

    @Test
    void shouldFollowSchedulesAndFederalHolidays() {
        Schedule office = Schedule.read("Mo-Fr@9-17").orElseThrow();
        assertThat(office.allows(LocalDateTime.parse("2026-11-23T09:00"))).isTrue();
        assertThat(office.allows(LocalDateTime.parse("2026-11-23T17:00"))).isFalse();
        assertThat(office.allows(LocalDateTime.parse("2026-11-22T12:00"))).isFalse();
        Schedule night = Schedule.read("@22-6").orElseThrow();
        assertThat(night.allows(LocalDateTime.parse("2026-11-22T23:30"))).isTrue();
        assertThat(night.allows(LocalDateTime.parse("2026-11-22T05:59"))).isTrue();
        assertThat(night.allows(LocalDateTime.parse("2026-11-22T06:00"))).isFalse();
        Schedule noHoliday = Schedule.read("~Hd").orElseThrow();
        assertThat(noHoliday.allows(LocalDateTime.parse("2026-11-26T12:00")))
                .as("Thanksgiving")
                .isFalse();
        assertThat(noHoliday.allows(LocalDateTime.parse("2027-12-31T12:00")))
                .as("New Year's Day 2028 is a Saturday")
                .isFalse();
        assertThat(noHoliday.allows(LocalDateTime.parse("2026-11-27T12:00"))).isTrue();
        assertThat(Schedule.read("Mo-Hd")).isEmpty();
        assertThat(Schedule.read("@25")).isEmpty();
    }

    @Test
    void shouldNotOfferAHostWithoutAnAddress() throws IOException {
        Registry registry = read("Alpha STANDALONE nowhere.invalid:1 L=no\n");
        assertThat(registry.servers().get(0).target()).isEmpty();
        assertThat(registry.warnings()).singleElement().asString().contains("nowhere.invalid has no address");
    }
}
