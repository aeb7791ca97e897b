package io.fairlead.imu.lists;

import io.fairlead.catalogue.Operator;
import io.fairlead.catalogue.Query;
import io.fairlead.imu.call.HandlerCall;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.call.Params;
import io.fairlead.imu.module.Views;
import io.fairlead.imu.stream.ReplyWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lookup lists, {@code Module::Luts}. A list has levels, such as country, state and town; a record of {@code eluts} is
 * one entry: the list's {@code Name}, its value at each level ({@code Value000}, {@code Value001} and so on) and, where it
 * is of one language only, {@code LangId}.
 */
final class Luts implements ListClass {
    private static final Set<String> METHODS = Set.of("lookup", "hierarchy");
    private static final String NAME = "Name";
    private static final String LANGUAGE = "LangId";

    private final Views views;
    private final Keyed values;

    Luts(Views views) {
        this.views = views;
        this.values = new Keyed(views, Views.LOOKUP_LISTS, "Value", 0, "%03d");
    }

    @Override
    public String table() {
        return Views.LOOKUP_LISTS;
    }

    @Override
    public boolean answers(String method) {
        return METHODS.contains(method);
    }

    @Override
    public void call(HandlerCall call, ReplyWriter out) {
        String method = call.method();
        Map<String, @Nullable Object> params = Params.object(method, call.params());
        int level = (int) Math.max(
                0,
                Math.min(
                        Integer.MAX_VALUE / 2,
                        Params.integer(method, "level", params.get("level")).orElse(0L)));
        List<String> above = Keyed.keys(method, params.get(method.equals("lookup") ? "keys" : "filter"));
        Keyed.Found found = values.find(call, List.of(), conditions(call, params), List.of());
        if (level >= found.depth()) {
            throw ImuException.params(method, "level is from 0 to " + (found.depth() - 1));
        }
        List<List<String>> paths = paths(found, above, level);
        if (method.equals("lookup")) {
            Set<String> entries = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            paths.forEach(path -> entries.add(path.get(level)));
            out.any(new ArrayList<>(entries));
        } else {
            write(paths, level, out);
        }
    }

    /** The list's entries in the language that is asked for: a negative number or none stands for any. */
    private List<Query> conditions(HandlerCall call, Map<String, @Nullable Object> params) {
        String method = call.method();
        String name = Params.text(method, "name", params.get("name"))
                .orElseThrow(() -> ImuException.params(method, "name is missing"));
        List<Query> conditions = new ArrayList<>();
        conditions.add(Query.compare(NAME, Operator.EQUAL, name));
        long language = Params.integer(method, "langid", params.get("langid")).orElse(-1L);
        if (language >= 0
                && views.of(call.access()).module(table()).find(LANGUAGE).isPresent()) {
            conditions.add(new Query.Or(List.of(
                    Query.compare(LANGUAGE, Operator.EQUAL, String.valueOf(language)),
                    Query.compare(LANGUAGE, Operator.IS_NULL, ""))));
        }
        return conditions;
    }

    /** Returns the paths that have a value at the level, and above it the values that are asked for. */
    private static List<List<String>> paths(Keyed.Found found, List<String> above, int level) {
        List<List<String>> paths = new ArrayList<>();
        for (int row = 0; row < found.records().size(); row++) {
            List<String> path = found.path(row);
            int compared = Math.min(above.size(), level);
            if (path.size() > level && same(path.subList(0, compared), above.subList(0, compared))) {
                paths.add(path);
            }
        }
        return paths;
    }

    private static boolean same(List<String> path, List<String> above) {
        for (int i = 0; i < above.size(); i++) {
            if (!above.get(i).isEmpty() && !above.get(i).equalsIgnoreCase(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Writes the values of a level, each with those below it, in the shape of a sort's report. */
    private static void write(List<List<String>> paths, int level, ReplyWriter out) {
        Map<String, List<List<String>>> byValue = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (List<String> path : paths) {
            if (path.size() > level) {
                byValue.computeIfAbsent(path.get(level), unseen -> new ArrayList<>())
                        .add(path);
            }
        }
        out.beginArray();
        byValue.forEach((value, below) -> {
            out.beginObject().name("value").value(value);
            if (below.stream().anyMatch(path -> path.size() > level + 1)) {
                out.name("list");
                write(Collections.unmodifiableList(below), level + 1, out);
            }
            out.endObject();
        });
        out.endArray();
    }
}
