package io.fairlead.imu.module;

import io.fairlead.catalogue.Irns;
import io.fairlead.imu.columns.Column;
import io.fairlead.imu.columns.Columns;
import io.fairlead.imu.stream.Name;
import io.fairlead.imu.stream.ReplyWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a fetch over several modules gives: {@code {count, modules: [{hits, index, name, rows}], current, next,
 * prev}}, where the last three say how to ask for this page, the next and the one before; the last two are left out
 * where there is none.
 *
 * @param rows fetches
 * @param sets the fetch sets by name
 * @param columns what the request gives: a set's name; or columns by module; or columns that every module has
 */
record ModulesWriter(Rows rows, ModuleSets sets, @Nullable Object columns) {
    private static final Name COUNT = Name.of("count");
    private static final Name MODULES = Name.of("modules");

    void page(ModuleHits hits, Results.Window window, ReplyWriter out) {
        out.beginObject();
        members(hits.slices(window), slice -> hits.byModule().get(slice.module()), out);
        int size = window.irns().size();
        position(out, "current", size == 0 ? Math.max(0, hits.current()) : window.first());
        if (size > 0 && window.first() + size < hits.size()) {
            position(out, "next", window.first() + size);
        }
        if (size > 0 && window.first() > 0) {
            position(out, "prev", Math.max(0, window.first() - size));
        }
        out.endObject();
    }

    /** Writes the same without positions. */
    void slices(List<ModuleHits.Slice> slices, Function<ModuleHits.Slice, @Nullable Irns> all, ReplyWriter out) {
        out.beginObject();
        members(slices, all, out);
        out.endObject();
    }

    private void members(
            List<ModuleHits.Slice> slices, Function<ModuleHits.Slice, @Nullable Irns> all, ReplyWriter out) {
        List<Fetched> fetched = slices.stream()
                .map(slice -> rows.fetch(slice.module(), columns(slice.module()), slice.irns()))
                .toList();
        int count = fetched.stream().mapToInt(each -> each.records().size()).sum();
        out.name(COUNT).value(count).name(MODULES).beginArray();
        for (int i = 0; i < slices.size(); i++) {
            ModuleHits.Slice slice = slices.get(i);
            Irns irns = all.apply(slice);
            out.beginObject().name("hits").value(irns == null ? 0 : irns.size());
            out.name("index").value(slice.index()).name("name").value(slice.module());
            out.name("rows");
            rows.write(fetched.get(i), slice.irns(), slice.before(), out);
            out.endObject();
        }
        out.endArray();
    }

    private List<Column> columns(String module) {
        Optional<String> set = sets.named(columns);
        if (set.isPresent()) {
            return Columns.parse(sets.of(module).named(set.get()).orElse(List.of()));
        }
        return Columns.parse(columns instanceof Map<?, ?> byModule ? byModule.get(module) : columns);
    }

    /** Positions count from the start, so that they hold whatever was fetched in between. */
    private static void position(ReplyWriter out, String name, int offset) {
        out.name(name).beginObject().name("flag").value("start");
        out.name("offset").value(offset).endObject();
    }
}
