package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Arity;
import io.fairlead.catalogue.ColumnInfo;
import io.fairlead.catalogue.ColumnKind;
import io.fairlead.catalogue.ModuleInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Brings the database to the module definitions. What is there already is known from one small table, so that a warm
 * start changes and scans nothing.
 */
final class Schema {
    private static final String COLUMNS = "SELECT id, module, name, shape FROM fl_column";

    private final Session session;
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, String> shapes = new HashMap<>();

    private Schema(Session session) {
        this.session = session;
    }

    /**
     * Returns the modules as they are stored, after making what is missing.
     *
     * @throws SQLException also where a stored column is of another kind than the definition says
     */
    static Map<String, StoredModule> prepare(Session session, List<ModuleInfo> modules) throws SQLException {
        Schema schema = new Schema(session);
        schema.base();
        schema.read();
        Map<String, StoredModule> stored = new LinkedHashMap<>();
        for (ModuleInfo module : modules) {
            schema.add(module);
            Map<String, Integer> columnIds = new HashMap<>();
            module.columns().forEach(column -> columnIds.put(column.name(), schema.id(module, column)));
            stored.put(module.name(), new StoredModule(module, columnIds));
        }
        return stored;
    }

    private void base() throws SQLException {
        Dialect dialect = session.dialect();
        try (Statement statement = session.connection().createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS fl_meta" + " (name VARCHAR(40) PRIMARY KEY, val BIGINT NOT NULL)");
            statement.execute("CREATE TABLE IF NOT EXISTS fl_column (id INTEGER PRIMARY KEY,"
                    + " module VARCHAR(60) NOT NULL, name VARCHAR(60) NOT NULL, shape VARCHAR(200) NOT NULL)");
            statement.execute("CREATE TABLE IF NOT EXISTS fl_index (col INTEGER, term " + dialect.term()
                    + ", block INTEGER, irns " + dialect.bytes() + " NOT NULL, PRIMARY KEY (col, term, block))");
            if (statement.executeUpdate("INSERT INTO fl_meta SELECT 'generation', 0 WHERE NOT EXISTS"
                            + " (SELECT 1 FROM fl_meta WHERE name = 'generation')")
                    > 0) {
                statement.execute("INSERT INTO fl_meta VALUES ('format', 1)");
            }
        }
    }

    private void read() throws SQLException {
        try (PreparedStatement statement = session.prepare(COLUMNS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String key = rows.getString(2) + "." + rows.getString(3);
                ids.put(key, rows.getInt(1));
                shapes.put(key, rows.getString(4));
            }
        }
    }

    private void add(ModuleInfo module) throws SQLException {
        List<ColumnInfo> missing = new ArrayList<>();
        for (ColumnInfo column : module.columns()) {
            String stored = shapes.get(key(module, column));
            if (stored == null) {
                missing.add(column);
            } else if (!stored.equals(shape(column))) {
                throw new SQLException("module " + module.name() + ", column " + column.name() + " is stored as "
                        + stored + " and defined as " + shape(column)
                        + "; give the column another name, or load into a new database");
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        for (StoredTable table : StoredModule.tablesOf(module)) {
            createTable(table);
            for (ColumnInfo column : table.columns()) {
                if (missing.contains(column)) {
                    execute("ALTER TABLE " + table.name() + " ADD COLUMN IF NOT EXISTS "
                            + StoredTable.quote(column.name()) + " " + type(column));
                }
            }
        }
        for (ColumnInfo column : missing) {
            register(module, column);
        }
    }

    private void createTable(StoredTable table) throws SQLException {
        StringBuilder sql = new StringBuilder("CREATE TABLE IF NOT EXISTS ")
                .append(table.name())
                .append(" (")
                .append(table.keyName())
                .append(table.arity() == Arity.ATOM ? " INTEGER" : " BIGINT")
                .append(" PRIMARY KEY");
        for (ColumnInfo column : table.columns()) {
            sql.append(", ")
                    .append(StoredTable.quote(column.name()))
                    .append(' ')
                    .append(type(column));
        }
        execute(sql.append(')').toString());
    }

    private void register(ModuleInfo module, ColumnInfo column) throws SQLException {
        int id = ids.values().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
        try (PreparedStatement insert = session.prepare("INSERT INTO fl_column VALUES (?, ?, ?, ?)")) {
            insert.setInt(1, id);
            insert.setString(2, module.name());
            insert.setString(3, column.name());
            insert.setString(4, shape(column));
            insert.executeUpdate();
        }
        ids.put(key(module, column), id);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    private String type(ColumnInfo column) {
        return column.kind() == ColumnKind.INTEGER
                ? "BIGINT"
                : column.isReference() ? "INTEGER" : session.dialect().text();
    }

    private int id(ModuleInfo module, ColumnInfo column) {
        return ids.getOrDefault(key(module, column), 0);
    }

    private static String key(ModuleInfo module, ColumnInfo column) {
        return module.name() + "." + column.name();
    }

    private static String shape(ColumnInfo column) {
        return (column.kind() + " " + column.arity()).toLowerCase(Locale.ROOT)
                + column.group().map(group -> " in " + group).orElse("");
    }
}
