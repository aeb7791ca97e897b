package io.fairlead.catalogue.jdbc;

import static io.fairlead.catalogue.jdbc.Catalogues.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalogue.Query;
import io.fairlead.catalogue.RecordFilter;
import io.fairlead.catalogue.Records;
import io.fairlead.catalogue.Value;
import io.fairlead.catalogue.View;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2ChangeTest extends ChangeContract {
    private static final int ACKNOWLEDGED = 60;

    @TempDir
    Path folder;

    @Override
    String jdbcUrl() {
        return Catalogues.fileUrl(folder);
    }

    @Override
    JdbcCatalogue openOther(JdbcCatalogue first) {
        return first;
    }

    @Test
    void shouldKeepEveryAnsweredChangeWhenThePlatformIsKilledInMidUpdate()
            throws IOException, InterruptedException, SQLException {
        String url = Catalogues.fileUrl(folder.resolve("killed"));
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> answered = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null && answered.size() < ACKNOWLEDGED) {
                answered.add(line);
                line = out.readLine();
            }
        } finally {
            writer.destroyForcibly();
        }
        assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(answered).hasSize(ACKNOWLEDGED);

        try (JdbcCatalogue again = Catalogues.open(url, DEFINITIONS)) {
            View all = again.view(RecordFilter.everything());
            Records records = all.records(
                    "works",
                    all.search("works", new Query.All(), 10_000, call()).irns(),
                    List.of("Words", "Words_tab"),
                    call());
            List<String> kept = new ArrayList<>();
            for (int row = 0; row < records.size(); row++) {
                assertThat(records.text(row, 0))
                        .as("both halves of record " + records.irn(row))
                        .isEqualTo(records.text(row, 1, 0));
                kept.add(records.irn(row) + " " + records.text(row, 0));
            }
            assertThat(kept).containsAll(answered);
            assertThat(IndexAudit.stored(again)).isEqualTo(IndexAudit.expected(again));
        }
    }

    /** Inserts and changes records until it is killed, and says of each when it was told that it is done. */
    static final class Writer {
        private Writer() {}

        /** @param arguments the database's URL */
        public static void main(String[] arguments) throws SQLException, IOException {
            JdbcCatalogue catalogue = Catalogues.open(arguments[0], DEFINITIONS);
            View view = catalogue.view(RecordFilter.everything());
            while (true) {
                int irn = view.insert("works", words("first"), call());
                view.update("works", io.fairlead.catalogue.Irns.of(irn), words("record " + irn), call());
                System.out.println(irn + " record " + irn);
            }
        }

        private static Map<String, Value> words(String words) {
            return Map.of("Words", Value.of(words), "Words_tab", new Value.Entries(List.of(words)));
        }
    }
}
