package io.fairlead.imu.module;

import io.fairlead.catalogue.ModuleInfo;
import io.fairlead.catalogue.Records;
import io.fairlead.imu.media.MediaRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where the columns that name a multimedia record's files stand in a fetch; −1 where the module has no such column.
 *
 * @param identifier the master's name
 * @param file the master's key
 * @param resolutions the names and keys of resolutions
 * @param supplementary the names, uses and keys of supplementary files
 */
record MediaPlaces(int identifier, int file, Table resolutions, Table supplementary) {
    /** The columns of a table of files. */
    private record Table(int identifier, int usage, int file) {}

    /** The module of multimedia records. */
    static final String MODULE = "emultimedia";
    /** What a record's file is: the first part of its media type. */
    static final String TYPE = "MulMimeType";
    /** The second part. */
    static final String FORMAT = "MulMimeFormat";

    private static final String FILE = "MulFile";

    /** Returns whether a module's records have files here. */
    static boolean in(ModuleInfo module) {
        return module.name().equals(MODULE) && module.find(FILE).isPresent();
    }

    /** @param fetch adds a column to the fetch and returns its place */
    static MediaPlaces of(ModuleInfo module, ToIntFunction<String> fetch) {
        ToIntFunction<String> place = name -> module.find(name).isPresent() ? fetch.applyAsInt(name) : -1;
        return new MediaPlaces(
                place.applyAsInt("MulIdentifier"),
                place.applyAsInt(FILE),
                new Table(place.applyAsInt("DocIdentifier_tab"), -1, place.applyAsInt("DocFile_tab")),
                new Table(
                        place.applyAsInt("SupIdentifier_tab"),
                        place.applyAsInt("SupUsage_tab"),
                        place.applyAsInt("SupFile_tab")));
    }

    MediaRecord record(Records records, int row) {
        return new MediaRecord(
                new MediaRecord.Named(
                        text(identifier < 0 ? null : records.text(row, identifier)), "", text(records.text(row, file))),
                named(records, row, resolutions),
                named(records, row, supplementary));
    }

    private static List<MediaRecord.Named> named(Records records, int row, Table table) {
        List<MediaRecord.Named> named = new ArrayList<>();
        int count = table.file() < 0 ? 0 : records.entries(row, table.file());
        for (int entry = 0; entry < count; entry++) {
            named.add(new MediaRecord.Named(
                    entry(records, row, table.identifier(), entry),
                    entry(records, row, table.usage(), entry),
                    entry(records, row, table.file(), entry)));
        }
        return named;
    }

    private static String entry(Records records, int row, int place, int entry) {
        return place < 0 || entry >= records.entries(row, place) ? "" : text(records.text(row, place, entry));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
