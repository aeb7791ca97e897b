package io.fairlead.catalogue.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresViewTest extends ViewContract {
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
    void fill() throws SQLException, IOException {
        url = server.newDatabase("test" + databases.incrementAndGet());
        super.fill();
    }

    @Override
    String jdbcUrl() {
        return url;
    }
}
