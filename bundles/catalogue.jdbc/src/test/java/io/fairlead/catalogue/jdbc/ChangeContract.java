package io.fairlead.catalogue.jdbc;

import static io.fairlead.catalogue.jdbc.Catalogues.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalogue.Irns;
import io.fairlead.catalogue.Operator;
import io.fairlead.catalogue.Query;
import io.fairlead.catalogue.RecordFilter;
import io.fairlead.catalogue.Records;
import io.fairlead.catalogue.Value;
import io.fairlead.catalogue.View;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What changes promise when many make them at once, whatever the database. */
@Timeout(60)
abstract class ChangeContract {
    static final String DEFINITIONS = """
            {"works": {"columns": {
               "A": "text", "B": "text", "C": "text", "D": "text", "Words": "text", "Words_tab": "text"}}}
            """;
    private static final int ROUNDS = 25;

    private ExecutorService threads;
    private JdbcCatalogue one;
    private JdbcCatalogue other;

    abstract String jdbcUrl();

    /** Opens the catalogue that other writers use: where the database can be shared, as another platform would. */
    abstract JdbcCatalogue openOther(JdbcCatalogue first) throws SQLException, IOException;

    @BeforeEach
    void open() throws SQLException, IOException {
        threads = Executors.newCachedThreadPool();
        one = Catalogues.open(jdbcUrl(), DEFINITIONS);
        other = openOther(one);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        other.close();
        one.close();
    }

    @Test
    void shouldLoseNoWriteOfManyWritersOfTheSameRecord() throws InterruptedException, ExecutionException {
        int irn = view(one).insert("works", Map.of("Words", Value.of("start")), call());
        Set<Integer> inserted = new ConcurrentSkipListSet<>(Set.of(irn));
        List<Callable<Integer>> writers = new ArrayList<>();
        for (String column : List.of("A", "B", "C", "D")) {
            View writer = view(column.compareTo("C") < 0 ? one : other);
            writers.add(() -> {
                for (int round = 1; round <= ROUNDS; round++) {
                    Map<String, Value> values = Map.of(column, Value.of("round " + round));
                    assertThat(writer.update("works", Irns.of(irn), values, call()))
                            .isEqualTo(Irns.of(irn));
                    assertThat(inserted.add(
                                    writer.insert("works", Map.of("Words", Value.of(column + " wrote")), call())))
                            .as("an irn that nobody else was given")
                            .isTrue();
                }
                return ROUNDS;
            });
        }

        for (Future<Integer> writer : threads.invokeAll(writers)) {
            assertThat(writer.get()).isEqualTo(ROUNDS);
        }

        Records last = view(one).records("works", Irns.of(irn), List.of("A", "B", "C", "D", "Words"), call());
        assertThat(List.of(0, 1, 2, 3, 4))
                .extracting(column -> last.text(0, column))
                .containsExactly("round 25", "round 25", "round 25", "round 25", "start");
        assertThat(new TreeSet<>(view(other).search("works", new Query.All(), 1000, call()).irns().stream()
                        .boxed()
                        .toList()))
                .isEqualTo(new TreeSet<>(inserted));
        assertThat(IndexAudit.stored(one)).isEqualTo(IndexAudit.expected(other));
    }

    @Test
    void shouldNeverShowHalfOfAChange() throws InterruptedException, ExecutionException {
        int irn = view(one).insert("works", state("red"), call());
        AtomicBoolean over = new AtomicBoolean();
        Future<Integer> writer = threads.submit(() -> {
            for (int round = 0; round < 4 * ROUNDS; round++) {
                view(one).update("works", Irns.of(irn), state(round % 2 == 0 ? "blue" : "red"), call());
            }
            over.set(true);
            return irn;
        });

        View reader = view(other);
        while (!over.get()) {
            Records seen = reader.records("works", Irns.of(irn), List.of("Words", "Words_tab"), call());
            assertThat(seen.text(0, 0)).isEqualTo(seen.text(0, 1, 0));
            Query both = new Query.And(List.of(
                    Query.compare("Words", Operator.CONTAINS, "blue"),
                    Query.compare("Words_tab", Operator.CONTAINS, "red")));
            assertThat(reader.count("works", both, call())).isZero();
        }

        assertThat(writer.get()).isEqualTo(irn);
    }

    private static Map<String, Value> state(String colour) {
        return Map.of("Words", Value.of(colour), "Words_tab", new Value.Entries(List.of(colour)));
    }

    private static View view(JdbcCatalogue catalogue) {
        return catalogue.view(RecordFilter.everything());
    }
}
