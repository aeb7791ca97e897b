package io.fairlead.imu.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.imu.settings.TraceSettings;
import io.fairlead.imu.stream.Binary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TraceTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2013-03-12T15:07:13Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private List<String> traced(int level, String prefix) throws IOException {
        Path file = folder.resolve("log").resolve("imu.trace");
        try (Trace trace = new Trace("imu", () -> new TraceSettings(Optional.of(file), level, prefix), CLOCK)) {
            trace.line(1, () -> "the server starts");
            trace.line(3, () -> "a request\nof two lines");
            trace.line(9, () -> "all of it");
        }
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(level == 0
                        || (Files.exists(file) && Files.readString(file).endsWith("\n")))
                .isTrue());
        return level == 0 ? List.of() : Files.readAllLines(file);
    }

    @Test
    void shouldWriteAsMuchAsTheLevelAsksFor() throws IOException {
        assertThat(traced(0, "%D %T: %p:")).isEmpty();
        assertThat(Files.exists(folder.resolve("log"))).isFalse();
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(traced(3, ">"))
                .endsWith("> the server starts", "> a request\u00b7of two lines"));
    }

    @Test
    void shouldExpandTheDocumentsPrefix() throws IOException {
        assertThat(traced(1, "%D %T - %F[%L] - %g:"))
                .singleElement()
                .asString()
                .matches("2013-03-12 15:07:13 - TraceTest\\.java\\[\\d+] - TraceTest::traced: the server starts");
    }

    @Test
    void shouldExpandEveryLetterAndLeaveOthers() throws IOException {
        assertThat(traced(1, "%y|%m|%d|%H|%M|%S|%f|%%|%x|%"))
                .containsExactly(
                        "2013|03|12|15|07|13|io.fairlead.imu.trace.TraceTest::traced|%|%x|% the server starts");
        assertThat(Prefix.expand("%p", java.time.LocalDateTime.now(CLOCK)))
                .isEqualTo(String.valueOf(ProcessHandle.current().pid()));
    }

    @Test
    void shouldShowARequestWithoutItsPasswordAndItsFiles() {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("login", "emu");
        request.put("password", "secret");
        request.put("group", null);
        request.put("params", List.of(1L, Binary.of(new byte[7]), Map.of("a", "b")));

        assertThat(RequestText.of(request))
                .isEqualTo("{login: \"emu\", password: ***, group: null, params: [1, *7, {a: \"b\"}]}");
    }
}
