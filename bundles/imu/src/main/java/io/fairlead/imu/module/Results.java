package io.fairlead.imu.module;

import io.fairlead.catalogue.Irns;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.call.Params;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A result set and the position in it (the IMu API, Module.fetch). A fetch asks for a window: from a place that may lie
 * before the first or behind the last record, so many; what of the window lies in the set is what comes.
 */
final class Results {
    private Irns irns = Irns.none();
    private int current = -1;

    /**
     * A part of the result set.
     *
     * @param first the place of its first record, from 0
     * @param irns its records; may be empty
     */
    record Window(int first, Irns irns) {}

    Irns irns() {
        return irns;
    }

    int current() {
        return current;
    }

    /** Takes another set; the position is at none. */
    void replace(Irns found) {
        irns = found;
        current = -1;
    }

    /** Takes records out; the position stays at the last one that is left of those up to it. */
    void remove(Irns gone) {
        Set<Integer> out = gone.stream().boxed().collect(Collectors.toSet());
        keep(irn -> !out.contains(irn));
    }

    /** Takes all records out but some; the position stays as well as it can. */
    void keep(Irns some) {
        if (some.size() < irns.size()) {
            Set<Integer> in = some.stream().boxed().collect(Collectors.toSet());
            keep(in::contains);
        }
    }

    private void keep(IntPredicate wanted) {
        int[] kept = new int[irns.size()];
        int count = 0;
        int position = -1;
        for (int i = 0; i < irns.size(); i++) {
            if (wanted.test(irns.at(i))) {
                kept[count++] = irns.at(i);
            }
            position = i == current ? count - 1 : position;
        }
        irns = Irns.copyOf(kept, count);
        current = position;
    }

    /** Takes a set and position that were kept. */
    void restore(Irns kept, int position) {
        irns = kept;
        current = Math.max(-1, Math.min(position, kept.size() - 1));
    }

    /**
     * Moves to what a fetch asks for and returns it.
     *
     * @param params flag {@code start}, {@code current} or {@code end}; offset, 0 where absent; count: 0 only moves,
     *     below 0 is all to the end; without one, 1
     */
    Window window(Map<String, @Nullable Object> params) {
        String method = "fetch";
        int size = irns.size();
        long offset = Params.integer(method, "offset", params.get("offset")).orElse(0L);
        long count = Params.integer(method, "count", params.get("count")).orElse(1L);
        String flag = Params.text(method, "flag", params.get("flag")).orElse("start");
        long base =
                switch (flag.toLowerCase(Locale.ROOT)) {
                    case "start" -> 0;
                    case "end" -> size - 1L;
                    case "current" -> Math.max(0, current);
                    default ->
                        throw new ImuException(
                                "ModuleFlagUnknown",
                                ImuException.CODE,
                                flag + " is no flag; use start, current or end",
                                ImuException.cut(flag));
                };
        long start = base + Math.max(-1L << 40, Math.min(offset, 1L << 40));
        if (count == 0) {
            current = size == 0 ? -1 : (int) Math.max(0, Math.min(start, size - 1L));
            return new Window(0, Irns.none());
        }
        long end = count < 0 ? size : Math.min(size, start + Math.min(count, 1L << 40));
        long first = Math.max(0, start);
        if (first >= end) {
            return new Window(0, Irns.none());
        }
        current = (int) end - 1;
        return new Window((int) first, irns.slice((int) first, (int) (end - first)));
    }
}
