package io.fairlead.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * The peer: the same search and the same rows by plain JDBC on an H2 database of its own, with the tables, keys and
 * prepared statements that somebody would choose who writes for just this question. Each statement is one primary key
 * range; {@code EXPLAIN} shows no scan.
 */
final class JdbcPeer implements AutoCloseable {
    static final int ROWS = 20;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{Nd}]+");
    private static final int HIDDEN = 101;
    private static final String MARKS = Collections.nCopies(ROWS, "?").stream().collect(Collectors.joining(","));

    private final Connection connection;
    private final Map<String, Integer> frequency = new TreeMap<>();
    private final PreparedStatement find;
    private final PreparedStatement works;
    private final PreparedStatement creators;

    /** Makes the database from the museum's JSON lines. */
    JdbcPeer(Path data, Path folder) throws SQLException, IOException {
        connection =
                DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("peer") + ";CACHE_SIZE=65536", "sa", "");
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE artist (irn INT PRIMARY KEY, name VARCHAR, shown BOOLEAN)");
            statement.execute("CREATE TABLE work (irn INT PRIMARY KEY, accession VARCHAR, title VARCHAR,"
                    + " dated VARCHAR, medium VARCHAR)");
            statement.execute(
                    "CREATE TABLE creator (work INT, place INT, artist INT, PRIMARY KEY (work, place, artist))");
            statement.execute("CREATE TABLE word (word VARCHAR, irn INT, PRIMARY KEY (word, irn))");
        }
        load(data);
        find = connection.prepareStatement("SELECT irn FROM word WHERE word = ? ORDER BY irn");
        works = connection.prepareStatement(
                "SELECT irn, accession, title, dated, medium FROM work WHERE irn IN (" + MARKS + ") ORDER BY irn");
        creators = connection.prepareStatement("SELECT c.work, a.irn, a.name FROM creator c JOIN artist a ON a.irn ="
                + " c.artist AND a.shown WHERE c.work IN (" + MARKS + ") ORDER BY c.work, c.place");
        explain(find, works, creators);
    }

    /** Returns words of titles that find at least a page and at most 3000 works, in a seeded order. */
    List<String> words(int count) {
        List<String> words = new ArrayList<>(frequency.entrySet().stream()
                .filter(word -> word.getValue() >= ROWS && word.getValue() <= 3000)
                .map(Map.Entry::getKey)
                .toList());
        Collections.shuffle(words, new Random(42));
        return words.subList(0, Math.min(count, words.size()));
    }

    /** Answers one question: the hits, and the first page with its makers, as the values that a caller would use. */
    Answer answer(String word) throws SQLException {
        List<Integer> hits = new ArrayList<>();
        find.setString(1, word);
        try (ResultSet rows = find.executeQuery()) {
            while (rows.next()) {
                hits.add(rows.getInt(1));
            }
        }
        Map<Integer, Work> page = new LinkedHashMap<>();
        bind(works, hits);
        try (ResultSet rows = works.executeQuery()) {
            while (rows.next()) {
                page.put(
                        rows.getInt(1),
                        new Work(
                                rows.getInt(1),
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5),
                                new ArrayList<>()));
            }
        }
        bind(creators, hits);
        try (ResultSet rows = creators.executeQuery()) {
            while (rows.next()) {
                Work work = page.get(rows.getInt(1));
                if (work != null) {
                    work.makers.add(new Maker(rows.getInt(2), rows.getString(3)));
                }
            }
        }
        return new Answer(hits, new ArrayList<>(page.values()));
    }

    record Work(int irn, String accession, String title, String dated, String medium, List<Maker> makers) {}

    record Maker(int irn, String name) {}

    record Answer(List<Integer> hits, List<Work> rows) {}

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static void bind(PreparedStatement statement, List<Integer> hits) throws SQLException {
        for (int i = 0; i < ROWS; i++) {
            statement.setInt(i + 1, hits.get(Math.min(i, hits.size() - 1)));
        }
    }

    private void load(Path data) throws SQLException, IOException {
        ObjectMapper json = new ObjectMapper();
        try (PreparedStatement artist = connection.prepareStatement("MERGE INTO artist VALUES (?, ?, ?)");
                BufferedReader lines = lines(data.resolve("artists.jsonl.gz"))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode node = json.readTree(line);
                int irn = node.get("id").asInt();
                artist.setInt(1, irn);
                artist.setString(2, node.get("displayName").asText());
                artist.setBoolean(3, irn % HIDDEN != 0);
                artist.executeUpdate();
            }
        }
        try (PreparedStatement work = connection.prepareStatement("INSERT INTO work VALUES (?, ?, ?, ?, ?)");
                PreparedStatement creator = connection.prepareStatement("MERGE INTO creator VALUES (?, ?, ?)");
                PreparedStatement word = connection.prepareStatement("INSERT INTO word VALUES (?, ?)");
                BufferedReader lines = lines(data.resolve("artworks.jsonl.gz"))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                load(json.readTree(line), work, creator, word);
            }
        }
        connection.commit();
        try (Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE");
        }
    }

    private void load(JsonNode node, PreparedStatement work, PreparedStatement creator, PreparedStatement word)
            throws SQLException {
        int irn = node.get("id").asInt();
        if (irn % HIDDEN == 0) {
            return;
        }
        work.setInt(1, irn);
        work.setString(2, node.path("accession").asText(null));
        work.setString(3, node.path("title").asText(null));
        work.setString(4, node.path("dateText").asText(null));
        work.setString(5, node.path("medium").asText(null));
        work.executeUpdate();
        for (JsonNode each : node.get("contributors")) {
            creator.setInt(1, irn);
            creator.setInt(2, each.get("order").asInt());
            creator.setInt(3, each.get("id").asInt());
            creator.executeUpdate();
        }
        for (String each : fold(node.path("title").asText(""))) {
            frequency.merge(each, 1, Integer::sum);
            word.setString(1, each);
            word.setInt(2, irn);
            word.executeUpdate();
        }
    }

    private static Set<String> fold(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
        TreeSet<String> words = new TreeSet<>();
        Matcher matcher = WORD.matcher(plain);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    private static void explain(PreparedStatement... statements) throws SQLException {
        for (PreparedStatement statement : statements) {
            String sql = statement.toString().replaceFirst("^prep\\d+: ", "").replaceAll(" \\{[^}]*}$", "");
            try (PreparedStatement plan = statement.getConnection().prepareStatement("EXPLAIN " + sql)) {
                for (int i = 1; i <= plan.getParameterMetaData().getParameterCount(); i++) {
                    plan.setString(i, "1");
                }
                try (ResultSet rows = plan.executeQuery()) {
                    rows.next();
                    if (rows.getString(1).contains("tableScan")) {
                        throw new IllegalStateException("the peer scans a table: " + rows.getString(1));
                    }
                }
            }
        }
    }

    private static BufferedReader lines(Path file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
    }
}
