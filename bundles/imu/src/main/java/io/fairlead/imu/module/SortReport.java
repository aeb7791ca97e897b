package io.fairlead.imu.module;

import io.fairlead.catalogue.Sorted;
import io.fairlead.imu.stream.Name;
import io.fairlead.imu.stream.ReplyWriter;
import java.util.List;

/** Writes what a sort with the flag {@code report} tells: each value of a key with those of the next. */
final class SortReport {
    private static final Name VALUE = Name.of("value");
    private static final Name COUNT = Name.of("count");
    private static final Name LIST = Name.of("list");

    private SortReport() {}

    static void write(List<Sorted.Group> groups, ReplyWriter out) {
        out.beginArray();
        for (Sorted.Group group : groups) {
            out.beginObject().name(VALUE).value(group.value()).name(COUNT).value(group.count());
            if (!group.list().isEmpty()) {
                out.name(LIST);
                write(group.list(), out);
            }
            out.endObject();
        }
        out.endArray();
    }
}
