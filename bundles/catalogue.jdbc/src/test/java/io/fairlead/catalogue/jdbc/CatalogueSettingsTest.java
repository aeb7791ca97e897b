package io.fairlead.catalogue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.platform.settings.Problem;
import io.fairlead.platform.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.metatype.annotations.AttributeDefinition;

class CatalogueSettingsTest {
    @TempDir
    Path home;

    private SettingsReader reader(Map<String, ?> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("service.pid", "io.fairlead.catalogue~museum");
        return new SettingsReader(all);
    }

    @Test
    void shouldHaveADefaultForEverything() {
        SettingsReader in = reader(Map.of());

        Settings settings = new CatalogueSettings(home).parse(in);

        assertThat(in.problems()).isEmpty();
        assertThat(settings.name()).isEqualTo("museum");
        assertThat(settings.jdbcUrl()).isEqualTo("jdbc:h2:file:" + home.resolve("data/catalogue-museum"));
        assertThat(settings.queryLimit()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.cacheKib()).isEqualTo(16384);
        assertThat(settings.loadOnEmpty()).isEmpty();
        assertThat(settings.updates()).isTrue();
    }

    @Test
    void shouldReportEveryMistakeWithItsCure() {
        SettingsReader in = reader(Map.of(
                "jdbc-url", "jdbc:h2:file:x;INIT=y",
                "pool-size", "0",
                "query-limit", "none",
                "modules", "etc/nowhere.json",
                "updates", "maybe"));

        new CatalogueSettings(home).parse(in);

        assertThat(in.problems())
                .extracting(Problem::key)
                .containsExactlyInAnyOrder("jdbc-url", "pool-size", "query-limit", "modules", "updates");
        assertThat(in.problems())
                .allSatisfy(problem -> assertThat(problem.cure()).isNotBlank());
    }

    @Test
    void shouldReadEveryWordThatItDocuments() {
        SettingsReader in = reader(Map.of());
        new CatalogueSettings(home).parse(in);

        List<String> documented = Arrays.stream(CatalogueConfig.class.getDeclaredMethods())
                .map(method -> Optional.ofNullable(method.getAnnotation(AttributeDefinition.class)))
                .flatMap(Optional::stream)
                .map(AttributeDefinition::name)
                .toList();

        assertThat(in.known()).containsAll(documented);
    }

    @Test
    void shouldNotShowThePassword() {
        Settings settings = new CatalogueSettings(home).parse(reader(Map.of(".password", "s3cret")));

        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    @Test
    void shouldTakeTheSettingsThatComeWithTheProduct() throws Exception {
        Path file =
                Path.of(System.getProperty("fairlead.root", "../.."), "cnf", "etc", "io.fairlead.catalogue-museum.cfg");
        Properties given = new Properties();
        try (var lines = Files.newBufferedReader(file)) {
            given.load(lines);
        }
        Map<String, Object> properties = new HashMap<>();
        given.forEach((key, value) -> properties.put(String.valueOf(key), value));
        SettingsReader in = reader(properties);

        Settings settings = new CatalogueSettings(home).parse(in);

        assertThat(in.problems()).isEmpty();
        assertThat(in.unread()).isEmpty();
        assertThat(settings.loadOnEmpty()).contains(home.resolve("data/museum"));
    }
}
