package io.fairlead.bridges;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.platform.log.RepeatLog;
import io.fairlead.platform.settings.Problem;
import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.service.Request;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

@Timeout(30)
class StatementServiceTest {
    private static final String FIND = "select name, price from goods where name like ? and price < ? order by price";

    private final JdbcDataSource database = new JdbcDataSource();
    private Optional<DataSource> there = Optional.of(database);
    private Connection keeper;

    @BeforeEach
    void fill() throws SQLException {
        database.setURL("jdbc:h2:mem:statement-service");
        keeper = database.getConnection();
        try (Statement statement = keeper.createStatement()) {
            statement.execute("create table goods (name varchar, price int, picture varbinary)");
            statement.execute(
                    "insert into goods values ('Äpfel', 3, null), ('Birnen', 4, null), ('Nüsse', null, null)");
        }
    }

    @AfterEach
    void close() throws SQLException {
        keeper.close();
    }

    @Test
    void shouldAnswerWithRowsForTheFieldsOfAMessage() throws Exception {
        StatementService service = service("sql", FIND, "parameters", "field 2, field 1 number");
        assertThat(OneCall.of(service, OneCall.asking("10|%e%\r\n"))).isEqualTo("Äpfel|3\nBirnen|4\n");
        assertThat(OneCall.of(service, OneCall.asking("4|%e%"))).isEqualTo("Äpfel|3\n");
        assertThat(OneCall.of(service, OneCall.asking("1|%e%"))).isEmpty();
    }

    @Test
    void shouldTreatWhatAMessageSaysAsAValueOnly() throws Exception {
        StatementService service = service("sql", "select name from goods where name = ?", "parameters", "message");
        assertThat(OneCall.of(service, OneCall.asking("' or ''='"))).isEmpty();
        assertThat(OneCall.of(service, OneCall.asking("Birnen"))).isEqualTo("Birnen\n");
    }

    @Test
    void shouldAnswerAChangeWithItsRows() throws Exception {
        StatementService service =
                service("sql", "update goods set price = ? where name = ?", "parameters", "bytes 0 3 number, client");
        assertThat(OneCall.of(service, OneCall.asking("007 and more").withClientId("Birnen")))
                .isEqualTo("1");
        assertThat(OneCall.of(service("sql", "select price from goods where name = 'Birnen'"), OneCall.asking("")))
                .isEqualTo("7\n");
    }

    @Test
    void shouldReadTheMessageInItsCharset() throws Exception {
        StatementService service = service("sql", "select price from goods where name = ?", "parameters", "message");
        Request latin = Request.of("Äpfel".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(OneCall.of(service, latin.with(Request.CHARSET, "ISO-8859-1")))
                .isEqualTo("3\n");
        assertThat(OneCall.of(service, latin.with(Request.CHARSET, "no such"))).startsWith("TPEINVAL (4): ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "field 3; a|b; TPEINVAL (4): the message has 2 fields and no field 3",
                "bytes 2 4; abc; TPEINVAL (4): the message has 3 bytes and no byte 5",
                "message number; abc; TPEINVAL (4): parameter 1 of the message is no number",
            })
    void shouldSayWhatAMessageDoesNotHave(String parameter, String message, String error) throws Exception {
        assertThat(OneCall.of(
                        service("sql", "select name from goods where price = ?", "parameters", parameter),
                        OneCall.asking(message)))
                .isEqualTo(error);
    }

    @Test
    void shouldKeepTheDatabasesWordsToTheLog() throws Exception {
        assertThat(OneCall.of(service("sql", "select secret from hidden"), OneCall.asking("")))
                .isEqualTo("TPESVCERR (10): the statement failed (SQL state 42S02); see the log");
    }

    @Test
    void shouldSayWhenTheCatalogueIsNotThere() throws Exception {
        there = Optional.empty();
        assertThat(OneCall.of(service("sql", "select 1"), OneCall.asking("")))
                .isEqualTo("TPENOREADY (24): the catalogue museum is not there at the moment");
    }

    @Test
    void shouldBoundItsAnswer() throws Exception {
        assertThat(OneCall.of(
                        service("sql", "select x from system_range(1, 100)", "max-rows", "3"), OneCall.asking("")))
                .isEqualTo("1\n2\n3\n");
        assertThat(OneCall.of(
                        service("sql", "select x from system_range(1, 100)", "max-reply", "10"), OneCall.asking("")))
                .isEqualTo("TPESVCERR (10): the answer is longer than 10 bytes; write a greater max-reply");
    }

    @Test
    void shouldNameEachMistakeInItsSettings() {
        SettingsReader in = new SettingsReader(Map.of(
                "sql",
                "select '?' where 1 = ? and 2 = ?",
                "parameters",
                "message",
                "service",
                "TRY",
                "catalogue",
                "museum"));
        StatementSettings.parse(in);
        assertThat(in.problems().stream().map(Problem::sentence))
                .containsExactly(
                        "parameters = message: gives 1 values, and the statement has 2 question marks; give one for"
                                + " each");
        SettingsReader odd = new SettingsReader(Map.of("parameters", "field 0", "charset", "x y", "timeout", "5ms"));
        StatementSettings.parse(odd);
        assertThat(odd.problems().stream().map(Problem::key))
                .containsExactlyInAnyOrder("sql", "parameters", "charset", "timeout", "service", "catalogue");
    }

    private StatementService service(String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("service", "TRY", "catalogue", "museum"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        SettingsReader in = new SettingsReader(all);
        StatementSettings parsed = StatementSettings.parse(in);
        assertThat(in.problems()).isEmpty();
        return new StatementService(
                parsed,
                () -> there,
                new RepeatLog(
                        LoggerFactory.getLogger(StatementServiceTest.class), Duration.ofMinutes(1), System::nanoTime));
    }
}
