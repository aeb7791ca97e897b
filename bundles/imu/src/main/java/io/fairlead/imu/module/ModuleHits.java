package io.fairlead.imu.module;

import io.fairlead.catalogue.Irns;
import io.fairlead.imu.call.StateReader;
import io.fairlead.imu.call.StateWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The results of several modules, one behind the other, with one position in all of them. */
final class ModuleHits {
    private final ResultMemory memory;
    private final Results all = new Results();
    private final Map<String, Irns> byModule = new LinkedHashMap<>();

    /**
     * A part of the records of one module.
     *
     * @param module its name
     * @param index its place among the modules, from 0
     * @param before how many of its records stand before the first
     * @param irns the records
     */
    record Slice(String module, int index, int before, Irns irns) {}

    ModuleHits(ResultMemory memory) {
        this.memory = memory;
    }

    /** Takes other results, in the order of the modules; the position is at none. */
    void replace(Map<String, Irns> found) {
        long size = found.values().stream().mapToLong(Irns::size).sum();
        memory.change(bytes(), Integer.BYTES * size);
        byModule.clear();
        byModule.putAll(found);
        all.replace(joined());
    }

    private Irns joined() {
        int[] irns = byModule.values().stream().flatMapToInt(Irns::stream).toArray();
        return Irns.copyOf(irns, irns.length);
    }

    private long bytes() {
        return (long) Integer.BYTES * all.irns().size();
    }

    Map<String, Irns> byModule() {
        return byModule;
    }

    int size() {
        return all.irns().size();
    }

    int size(String module) {
        Irns irns = byModule.get(module);
        return irns == null ? 0 : irns.size();
    }

    /** Returns the modules that have hits, in their order. */
    List<String> found() {
        return byModule.keySet().stream().filter(module -> size(module) > 0).toList();
    }

    /** Moves to what a fetch asks for; as {@link Results#window}, over all modules. */
    Results.Window window(Map<String, @Nullable Object> params) {
        return all.window(params);
    }

    int current() {
        return all.current();
    }

    void current(int position) {
        all.restore(all.irns(), position);
    }

    /** Returns what of a window belongs to which module. */
    List<Slice> slices(Results.Window window) {
        List<Slice> slices = new ArrayList<>();
        int start = 0;
        int index = 0;
        for (Map.Entry<String, Irns> module : byModule.entrySet()) {
            int first = Math.max(window.first(), start);
            int end = Math.min(
                    window.first() + window.irns().size(),
                    start + module.getValue().size());
            if (first < end) {
                slices.add(new Slice(
                        module.getKey(), index, first - start, module.getValue().slice(first - start, end - first)));
            }
            start += module.getValue().size();
            index++;
        }
        return slices;
    }

    void save(StateWriter out) {
        out.number(byModule.size());
        byModule.forEach((module, irns) -> {
            out.text(module);
            out.number(irns.size());
        });
        out.number(all.current());
        out.buffer(all.irns().bytes());
    }

    void load(StateReader in) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        int count = in.count();
        for (int i = 0; i < count; i++) {
            sizes.put(in.text(), (int) in.number());
        }
        int current = (int) in.number();
        Irns irns = Irns.over(in.buffer());
        int start = 0;
        for (Iterator<Map.Entry<String, Integer>> each = sizes.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<String, Integer> module = each.next();
            byModule.put(module.getKey(), irns.slice(start, module.getValue()));
            start += module.getValue();
        }
        all.restore(irns, current);
        memory.restore(bytes());
    }
}
