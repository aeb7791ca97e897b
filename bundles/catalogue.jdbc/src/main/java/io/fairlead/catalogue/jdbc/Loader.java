package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Call;
import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.ModuleInfo;
import io.fairlead.catalogue.Value;
import io.fairlead.catalogue.jdbc.RecordSource.BadRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Loads files of records into a catalogue, a batch a transaction, while it is searched. A record whose irn is there is
 * replaced, so that a load that was interrupted is simply run again. A line that is no record, or no record of this
 * module, is refused and told with its number and the reason; the rest goes on.
 */
final class Loader {
    private static final int REFUSALS_TOLD = 20;
    private static final Duration BATCH_LIMIT = Duration.ofMinutes(10);

    private final JdbcCatalogue catalogue;
    private final List<Mapping> mappings;
    private final InstantSource clock;
    private final PrintStream out;
    private volatile boolean stopped;

    /**
     * @param mappings which module a file belongs to, and how its records become the module's
     * @param out where progress and refusals are told
     */
    Loader(JdbcCatalogue catalogue, List<Mapping> mappings, InstantSource clock, PrintStream out) {
        this.catalogue = catalogue;
        this.mappings = mappings;
        this.clock = clock;
        this.out = out;
    }

    /** Ends a load after the batch that is on its way; may be called by any thread. */
    void stop() {
        stopped = true;
    }

    /**
     * What became of the records.
     *
     * @param loaded how many are in the catalogue now
     * @param refused how many lines were not taken
     * @param time how long it took
     */
    record Outcome(long loaded, long refused, Duration time) {
        Outcome plus(Outcome other) {
            return new Outcome(loaded + other.loaded, refused + other.refused, time.plus(other.time));
        }

        long rowsPerSecond() {
            return Math.round(loaded * 1000.0 / Math.max(1, time.toMillis()));
        }
    }

    /**
     * Loads a file, or every file of a folder whose name a mapping knows.
     *
     * @param module the module that the file belongs to; where none is given, the file's name says it
     * @throws IOException with a sentence, where a file cannot be read or belongs to no module
     * @throws CatalogueException where the database fails; the batches before are in
     */
    Outcome load(Path place, Optional<String> module) throws IOException {
        Outcome all = new Outcome(0, 0, Duration.ZERO);
        for (Path file : files(place)) {
            all = all.plus(loadFile(file, mapping(file, module)));
        }
        return all;
    }

    private List<Path> files(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            if (!Files.isRegularFile(place)) {
                throw new IOException(place + " is neither a file nor a folder");
            }
            return List.of(place);
        }
        try (Stream<Path> inside = Files.list(place)) {
            List<Path> all = inside.sorted().toList();
            List<Path> known = new ArrayList<>();
            for (Mapping mapping : mappings) {
                all.stream().filter(file -> stem(file).equals(mapping.file())).forEach(known::add);
            }
            if (known.isEmpty()) {
                throw new IOException(place + " has no file that belongs to a module; wanted are "
                        + mappings.stream().map(each -> each.file() + ".jsonl").toList());
            }
            return known;
        }
    }

    private Mapping mapping(Path file, Optional<String> module) throws IOException {
        for (Mapping mapping : mappings) {
            boolean wanted = module.isEmpty()
                    ? stem(file).equals(mapping.file())
                    : mapping.module().name().equals(module.get()) && stem(file).equals(mapping.file());
            if (wanted) {
                return mapping;
            }
        }
        String name = module.orElse(stem(file));
        for (ModuleInfo info : catalogue.modules()) {
            if (info.name().equals(name)) {
                return Mapping.plain(info);
            }
        }
        throw new IOException(file + " belongs to no module; name the module behind the file");
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private Outcome loadFile(Path file, Mapping mapping) throws IOException {
        long start = clock.millis();
        long loaded = 0;
        Refusals refusals = new Refusals(file.getFileName().toString());
        Progress progress = new Progress(out, clock, mapping.module().name(), Files.size(file));
        try (RecordSource source = RecordSource.open(file)) {
            boolean more = true;
            while (more && !stopped) {
                Map<Integer, StoredRecord> batch = new LinkedHashMap<>();
                more = read(source, mapping, batch, refusals, progress);
                write(mapping.module(), batch);
                loaded += batch.size();
                progress.at(loaded, source.bytesRead());
            }
        }
        progress.done(loaded);
        refusals.tellCount();
        return new Outcome(loaded, refusals.count, Duration.ofMillis(clock.millis() - start));
    }

    private boolean read(
            RecordSource source,
            Mapping mapping,
            Map<Integer, StoredRecord> batch,
            Refusals refusals,
            Progress progress)
            throws IOException {
        while (batch.size() < catalogue.settings().loadBatch()) {
            try {
                Map<String, @Nullable Object> record = source.next();
                if (record == null) {
                    return false;
                }
                StoredRecord stored = stored(mapping, record);
                batch.put(stored.irn(), stored);
            } catch (BadRecord | CatalogueException e) {
                progress.breakLine();
                refusals.tell(source.line(), String.valueOf(e.getMessage()));
            }
        }
        return true;
    }

    private static StoredRecord stored(Mapping mapping, Map<String, @Nullable Object> record) throws BadRecord {
        Map<String, Value> values = mapping.values(record);
        int irn = StoredRecord.irn(mapping.module(), values);
        if (irn < 0) {
            throw new BadRecord("it has no irn", null);
        }
        return StoredRecord.with(mapping.module(), irn, StoredRecord.empty(mapping.module()), values);
    }

    private void write(ModuleInfo module, Map<Integer, StoredRecord> batch) {
        if (batch.isEmpty()) {
            return;
        }
        StoredModule stored = catalogue.stored(module.name());
        catalogue.change(Call.within(BATCH_LIMIT), session -> {
            RecordWriter writer = new RecordWriter(stored, session);
            RoaringBitmap existing = writer.existing();
            int[] replaced = batch.keySet().stream()
                    .mapToInt(Integer::intValue)
                    .filter(existing::contains)
                    .toArray();
            List<StoredRecord> old = replaced.length == 0 ? List.of() : writer.read(replaced);
            writer.write(old, batch.values());
            return batch.size();
        });
    }

    /** The lines that were not taken: each is counted, the first are told. */
    private final class Refusals {
        private final String file;
        private long count;

        Refusals(String file) {
            this.file = file;
        }

        void tell(long line, String reason) {
            if (++count <= REFUSALS_TOLD) {
                out.println(file + " line " + line + " refused: " + reason);
            }
        }

        void tellCount() {
            if (count > REFUSALS_TOLD) {
                out.println(file + ": " + (count - REFUSALS_TOLD) + " more lines refused");
            }
        }
    }
}
