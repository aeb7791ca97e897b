package io.fairlead.catalogue.jdbc;

import static io.fairlead.catalogue.jdbc.Catalogues.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.CatalogueException.Kind;
import io.fairlead.catalogue.Irns;
import io.fairlead.catalogue.Query;
import io.fairlead.catalogue.RecordFilter;
import io.fairlead.catalogue.Records;
import io.fairlead.catalogue.Value;
import io.fairlead.catalogue.View;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresChangeTest extends ChangeContract {
    private static final int WRITERS = 3;

    private final AtomicInteger databases = new AtomicInteger();
    private PostgresServer server = PostgresServer.none();
    private String url = "";

    @BeforeAll
    void start() throws IOException, InterruptedException {
        server = PostgresServer.start();
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        server.stop();
    }

    @BeforeEach
    @Override
    void open() throws SQLException, IOException {
        url = server.newDatabase("changes" + databases.incrementAndGet());
        super.open();
    }

    @Override
    String jdbcUrl() {
        return url;
    }

    @Override
    JdbcCatalogue openOther(JdbcCatalogue first) throws SQLException, IOException {
        return Catalogues.open(url, DEFINITIONS);
    }

    @Test
    void shouldServeAgainByItselfAndHaveNothingHalfWrittenWhenTheServerIsKilledInMidLoad()
            throws SQLException, IOException, InterruptedException {
        try (JdbcCatalogue catalogue = JdbcCatalogue.open(Catalogues.hasty(url), Definitions.parse(DEFINITIONS))) {
            View view = catalogue.view(RecordFilter.everything());
            Set<Integer> answered = new ConcurrentSkipListSet<>();
            Set<Kind> refusals = new ConcurrentSkipListSet<>();
            AtomicInteger phase = new AtomicInteger();
            List<Thread> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                Thread thread = new Thread(() -> write(view, answered, refusals, phase));
                thread.start();
                writers.add(thread);
            }
            await(() -> answered.size() > 20);

            server.kill();
            await(() -> !refusals.isEmpty());
            server.startAgain();
            int before = answered.size();
            await(() -> answered.size() > before + 20);
            phase.set(1);
            for (Thread writer : writers) {
                writer.join();
            }

            assertThat(refusals).containsExactly(Kind.UNAVAILABLE);
            Irns there = view.search("works", new Query.All(), 10_000, call()).irns();
            assertThat(new TreeSet<>(there.stream().boxed().toList())).containsAll(answered);
            assertThat(there.size())
                    .as("at most the change that each writer was not answered is there besides")
                    .isLessThanOrEqualTo(answered.size() + refusalsPossible());
            Records records = view.records("works", there, List.of("Words", "Words_tab"), call());
            for (int row = 0; row < records.size(); row++) {
                assertThat(records.text(row, 0)).isEqualTo(records.text(row, 1, 0));
            }
            assertThat(IndexAudit.stored(catalogue)).isEqualTo(IndexAudit.expected(catalogue));
        }
    }

    /** A commit whose answer was lost with the connection may have been done: one a writer. */
    private static int refusalsPossible() {
        return WRITERS;
    }

    private static void write(View view, Set<Integer> answered, Set<Kind> refusals, AtomicInteger phase) {
        Map<String, Value> values = Map.of("Words", Value.of("both"), "Words_tab", new Value.Entries(List.of("both")));
        while (phase.get() == 0) {
            try {
                answered.add(view.insert("works", values, call()));
            } catch (CatalogueException away) {
                refusals.add(away.kind());
            }
        }
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(condition);
    }
}
