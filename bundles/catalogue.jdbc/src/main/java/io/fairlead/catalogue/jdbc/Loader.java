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
     * @param loaded how many lines were taken
     * @param replaced how many of them took the place of a record of the same irn, loaded before or on an earlier line
     * @param refused how many lines were not taken
     * @param time how long it took
     */
    record Outcome(long loaded, long replaced, long refused, Duration time) {
        Outcome plus(Outcome other) {
            return new Outcome(
                    loaded + other.loaded, replaced + other.replaced, refused + other.refused, time.plus(other.time));
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
        Outcome all = new Outcome(0, 0, 0, Duration.ZERO);
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
        Tally tally = new Tally(file.getFileName().toString());
        Progress progress = new Progress(out, clock, mapping.module().name(), Files.size(file));
        try (RecordSource source = RecordSource.open(file)) {
            boolean more = true;
            while (more && !stopped) {
                Map<Integer, StoredRecord> batch = new LinkedHashMap<>();
                more = read(source, mapping, batch, tally, progress);
                tally.replaced += write(mapping.module(), batch);
                progress.at(tally.taken, source.bytesRead());
            }
        }
        progress.done(tally.taken);
        tally.tellRefused();
        return new Outcome(tally.taken, tally.replaced, tally.refused, Duration.ofMillis(clock.millis() - start));
    }

    private boolean read(
            RecordSource source, Mapping mapping, Map<Integer, StoredRecord> batch, Tally tally, Progress progress)
            throws IOException {
        while (batch.size() < catalogue.settings().loadBatch()) {
            try {
                Map<String, @Nullable Object> record = source.next();
                if (record == null) {
                    return false;
                }
                StoredRecord stored = stored(mapping, record);
                tally.taken++;
                if (batch.put(stored.irn(), stored) != null) {
                    tally.replaced++;
                }
            } catch (BadRecord | CatalogueException e) {
                progress.breakLine();
                tally.refuse(source.line(), String.valueOf(e.getMessage()));
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

    /** Returns how many records were there before. */
    private int write(ModuleInfo module, Map<Integer, StoredRecord> batch) {
        if (batch.isEmpty()) {
            return 0;
        }
        StoredModule stored = catalogue.stored(module.name());
        return catalogue.change(Call.within(BATCH_LIMIT), session -> {
            RecordWriter writer = new RecordWriter(stored, session);
            RoaringBitmap existing = writer.existing();
            int[] replaced = batch.keySet().stream()
                    .mapToInt(Integer::intValue)
                    .filter(existing::contains)
                    .toArray();
            List<StoredRecord> old = replaced.length == 0 ? List.of() : writer.read(replaced);
            writer.write(old, batch.values());
            return replaced.length;
        });
    }

    /** What became of a file's lines; of those that were not taken the first are told. */
    private final class Tally {
        private final String file;
        private long taken;
        private long replaced;
        private long refused;

        Tally(String file) {
            this.file = file;
        }

        void refuse(long line, String reason) {
            if (++refused <= REFUSALS_TOLD) {
                out.println(file + " line " + line + " refused: " + reason);
            }
        }

        void tellRefused() {
            if (refused > REFUSALS_TOLD) {
                out.println(file + ": " + (refused - REFUSALS_TOLD) + " more lines refused");
            }
        }
    }
}
