package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Call;
import io.fairlead.catalogue.Catalogue;
import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.CatalogueException.Kind;
import io.fairlead.catalogue.ModuleInfo;
import io.fairlead.catalogue.RecordFilter;
import io.fairlead.catalogue.View;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The catalogue over one database. */
final class JdbcCatalogue implements Catalogue, AutoCloseable {
    private static final Duration OPENING_LIMIT = Duration.ofMinutes(10);

    private final Settings settings;
    private final Database database;
    private final Map<String, StoredModule> modules;
    private final List<ModuleInfo> infos;
    private final ReentrantLock writing = new ReentrantLock(true);

    private JdbcCatalogue(Settings settings, Database database, Map<String, StoredModule> modules) {
        this.settings = settings;
        this.database = database;
        this.modules = modules;
        this.infos = modules.values().stream().map(StoredModule::info).toList();
    }

    /**
     * Opens a catalogue and brings its database to the module definitions.
     *
     * @throws SQLException where the database cannot be opened or holds other columns
     */
    static JdbcCatalogue open(Settings settings, List<ModuleInfo> definitions) throws SQLException {
        Database database = Database.open(settings.name(), settings);
        boolean open = false;
        try {
            JdbcCatalogue catalogue =
                    new JdbcCatalogue(settings, database, database.prepare(Call.within(OPENING_LIMIT), definitions));
            open = true;
            return catalogue;
        } finally {
            if (!open) {
                database.close();
            }
        }
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public Collection<ModuleInfo> modules() {
        return infos;
    }

    @Override
    public ModuleInfo module(String name) {
        return stored(name).info();
    }

    @Override
    public View view(RecordFilter filter, RecordFilter changeable) {
        Sight sight = new Sight(this, filter);
        return new JdbcView(this, sight, new Changes(this, sight, changeable));
    }

    Settings settings() {
        return settings;
    }

    Database database() {
        return database;
    }

    StoredModule stored(String name) {
        StoredModule module = modules.get(name);
        if (module == null) {
            throw CatalogueException.unknownModule(name);
        }
        return module;
    }

    /**
     * Runs one change at a time, in a transaction; searches go on meanwhile. The lock is for those of this platform; other
     * platforms on the same database wait for the row of the generation, which every change takes first.
     */
    <T> T change(Call call, Database.Work<T> work) {
        lock(call);
        try {
            return database.write(call, session -> {
                countChange(session.connection());
                return work.run(session);
            });
        } finally {
            writing.unlock();
        }
    }

    private void lock(Call call) {
        boolean locked = false;
        try {
            locked = writing.tryLock(call.timeLimit().toNanos(), java.util.concurrent.TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CatalogueException(Kind.CANCELLED, "the call was interrupted", List.of(), e);
        }
        if (!locked) {
            String millis = Long.toString(call.timeLimit().toMillis());
            throw new CatalogueException(
                    Kind.TIME_OUT, "another change has kept this one waiting for " + millis + " ms", List.of(millis));
        }
    }

    private static void countChange(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE fl_meta SET val = val + 1 WHERE name = 'generation'")) {
            statement.executeUpdate();
        }
    }

    /** Tells whether no module has a record. */
    boolean isEmpty(Call call) {
        return database.read(call, session -> {
            for (StoredModule module : modules.values()) {
                if (!new RecordWriter(module, session).existing().isEmpty()) {
                    return false;
                }
            }
            return true;
        });
    }

    @Override
    public void close() {
        database.close();
    }
}
