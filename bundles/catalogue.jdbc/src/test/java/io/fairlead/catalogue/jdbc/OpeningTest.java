package io.fairlead.catalogue.jdbc;

import static io.fairlead.catalogue.jdbc.Catalogues.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalogue.Query;
import io.fairlead.catalogue.RecordFilter;
import io.fairlead.platform.health.Part;
import io.fairlead.platform.settings.SettingsReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OpeningTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path home;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<JdbcCatalogue> known = new CopyOnWriteArrayList<>();

    private Opening opening(Map<String, String> words) {
        Map<String, Object> properties = new HashMap<>(words);
        properties.put("service.pid", "io.fairlead.catalogue~opened");
        Settings settings = new CatalogueSettings(home).parse(new SettingsReader(properties));
        return new Opening(settings, new Listening(), catalogue -> {
            known.add(catalogue);
            return () -> known.remove(catalogue);
        });
    }

    @Test
    void shouldPublishLoadAndTakeEverythingBack() throws IOException {
        Path data = Files.createDirectories(home.resolve("data/museum"));
        Files.writeString(data.resolve("artists.jsonl"), "{\"id\":7,\"name\":\"A, B\",\"displayName\":\"B A\"}\n");
        Map<String, String> words = Map.of("load-on-empty", "data/museum");
        try (Opening opening = opening(words)) {
            opening.start();
            await().atMost(LIMIT).until(() -> count() == 1);
            assertThat(told).contains("up").doesNotContain("warn load-on-empty");
            CatalogueCommands commands = new CatalogueCommands(home);
            commands.add(known.get(0));
            assertThat(commands.count("eparties")).isEqualTo(1);
            assertThat(commands.count("opened:", "eparties")).isEqualTo(1);
            assertThat(commands.modules()).contains("eparties").contains("1 records");
            assertThat(commands.columns("ecatalogue"))
                    .contains("CreCreatorRef_tab            reference list to eparties in Creation");
            assertThat(commands.load("data/museum/artists.jsonl"))
                    .startsWith("1 records loaded, 1 of them in place of earlier ones, 0 lines refused");
            assertThatThrownBy(() -> commands.count("other:", "eparties"))
                    .hasMessageContaining("no open catalogue other");
            assertThatThrownBy(commands::columns).hasMessageContaining("usage: catalogue:columns");
            commands.remove(known.get(0));
            assertThatThrownBy(() -> commands.count("eparties")).hasMessageContaining("no catalogue is open");
        }

        assertThat(known).isEmpty();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    private long count() {
        return known.isEmpty()
                ? -1
                : known.get(0).view(RecordFilter.everything()).count("eparties", new Query.All(), call());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("opened") || name.contains("MVStore") || name.contains("H2"))
                .toList();
    }

    @Test
    void shouldSayWhyWhileTheServerIsNotThereAndEndAtOnce() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (Opening opening = opening(Map.of("jdbc-url", "jdbc:postgresql://127.0.0.1:" + port + "/none"))) {
            opening.start();

            await().atMost(LIMIT).untilAsserted(() -> assertThat(told).anySatisfy(sentence -> assertThat(sentence)
                    .startsWith("failed the database of catalogue opened cannot be opened: ")
                    .contains("127.0.0.1:" + port)
                    .endsWith("it is tried again")));
        }
        assertThat(known).isEmpty();
        assertThat(threads()).isEmpty();
    }

    @Test
    void shouldWarnOfALoadThatCannotBe() {
        try (Opening opening = opening(Map.of("load-on-empty", "data/nowhere"))) {
            opening.start();

            await().atMost(LIMIT).untilAsserted(() -> assertThat(told).contains("up", "warn load-on-empty"));
            assertThat(known).hasSize(1);
        }
    }

    /** Keeps what a part is told. */
    private final class Listening implements Part {
        @Override
        public String name() {
            return "io.fairlead.catalogue~opened";
        }

        @Override
        public void up() {
            told.add("up");
        }

        @Override
        public void failed(String sentence) {
            told.add("failed " + sentence);
        }

        @Override
        public void gone() {
            told.add("gone");
        }

        @Override
        public void warn(String topic, String sentence) {
            told.add("warn " + topic);
        }

        @Override
        public void clear(String topic) {
            told.add("clear " + topic);
        }

        @Override
        public void endpoint(String role, String where, String note) {
            told.add("endpoint " + role);
        }

        @Override
        public void endpointClosed(String role) {
            told.add("closed " + role);
        }
    }
}
