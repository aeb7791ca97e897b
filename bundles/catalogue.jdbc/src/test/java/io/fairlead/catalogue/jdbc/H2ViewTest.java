package io.fairlead.catalogue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalogue.Call;
import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.CatalogueException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2ViewTest extends ViewContract {
    private final Semaphore running = new Semaphore(0);

    @TempDir
    Path folder;

    @Override
    String jdbcUrl() {
        return Catalogues.fileUrl(folder);
    }

    @Test
    void shouldEndAStatementWhenTheTimeIsUp() throws SQLException, IOException {
        assertThat(ended(Call.within(Duration.ofMillis(100)))).isEqualTo(Kind.TIME_OUT);
    }

    @Test
    void shouldEndAStatementWhenTheCallIsCancelled() throws SQLException, IOException, InterruptedException {
        Call call = Catalogues.call();
        Thread canceller = new Thread(() -> {
            running.acquireUninterruptibly();
            call.cancel();
        });
        canceller.start();

        assertThat(ended(call)).isEqualTo(Kind.CANCELLED);
        canceller.join();
    }

    /** Runs a statement that would take minutes, and returns how it ended. */
    private Kind ended(Call call) throws SQLException, IOException {
        try (JdbcCatalogue catalogue = Catalogues.museum("jdbc:h2:mem:ended")) {
            catalogue.database().read(call, session -> {
                try (PreparedStatement endless =
                        session.prepare("SELECT COUNT(*) FROM SYSTEM_RANGE(1, 1000000000) WHERE X % 2 = 3")) {
                    running.release();
                    return endless.executeQuery();
                }
            });
            return Kind.REFUSED;
        } catch (CatalogueException e) {
            return e.kind();
        }
    }
}
