package io.fairlead.catalogue.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server of the test's own, in a temporary folder, on loopback; started where its programs are there. */
public final class PostgresServer {
    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");
    private static final String USER = "sa";

    private final Path folder;
    private final int port;

    private PostgresServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Returns what stands where no server was started. */
    public static PostgresServer none() {
        return new PostgresServer(Path.of(""), 0);
    }

    /** Starts a server; where that is not possible the test is skipped and says why. */
    public static PostgresServer start() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Files.isExecutable(PROGRAMS.resolve("initdb")), "skipped: no PostgreSQL 15 in " + PROGRAMS);
        Path folder = Files.createTempDirectory("fairlead-postgres");
        if (isRoot()) {
            run("chown", "nobody", folder.toString());
        }
        PostgresServer server = new PostgresServer(folder, freePort());
        server("initdb", "-D", server.data(), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
        server.startAgain();
        return server;
    }

    /** Starts the server that was killed, on its port, and waits until it takes connections. */
    public void startAgain() throws IOException, InterruptedException {
        String options = "-c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder + " -c port=" + port
                + " -c fsync=off -c max_connections=20 -c shared_buffers=32MB";
        server(
                "pg_ctl",
                "-D",
                data(),
                "-w",
                "-t",
                "30",
                "-l",
                folder.resolve("log").toString(),
                "-o",
                options,
                "start");
    }

    /** Ends the server as a crash would: nothing is finished, connections break. */
    public void kill() throws IOException, InterruptedException {
        server("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    /** Makes an empty database and returns its URL. */
    public String newDatabase(String name) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url("postgres"));
        source.setUser(USER);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return url(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Ends the server and removes its files. */
    public void stop() throws IOException, InterruptedException {
        if (port == 0) {
            return;
        }
        kill();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Runs one of the server's programs, which refuse to run as root. */
    private static void server(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", "nobody", "--"));
        }
        command.add(PROGRAMS.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command.toArray(String[]::new));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("fairlead-postgres", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/tmp").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + Files.readString(output));
            }
        } finally {
            Files.delete(output);
        }
    }
}
