package io.fairlead.imu.lists;

import io.fairlead.catalogue.Irns;
import io.fairlead.catalogue.Value;
import io.fairlead.catalogue.View;
import io.fairlead.imu.call.HandlerCall;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.call.Params;
import io.fairlead.imu.module.Views;
import io.fairlead.imu.stream.ReplyWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The registry, {@code Module::Registry}: values by a path of keys ({@code Key1}, {@code Key2} and so on of
 * {@code eregistry}). {@code getValue} gives the value at a path; where there is none, an object of what lies below it, or
 * null.
 */
final class Registry implements ListClass {
    private static final String TABLE = "eregistry";
    private static final String VALUE = "Value";
    private static final Set<String> METHODS = Set.of("getValue", "setValue");

    private final Views views;
    private final Keyed keys;

    Registry(Views views) {
        this.views = views;
        this.keys = new Keyed(views, TABLE, "Key", 1, "%d");
    }

    @Override
    public String table() {
        return TABLE;
    }

    @Override
    public boolean answers(String method) {
        return METHODS.contains(method);
    }

    @Override
    public void call(HandlerCall call, ReplyWriter out) {
        Map<String, @Nullable Object> params = Params.object(call.method(), call.params());
        List<String> path = Keyed.keys(call.method(), params.get("keys"));
        if (call.method().equals("getValue")) {
            out.any(value(keys.find(call, path, List.of(), List.of(VALUE)), path));
        } else {
            views.settings().allowUpdates().check(call.access());
            set(
                    call,
                    path,
                    Params.text("setValue", "value", params.get("value")).orElse(null));
            out.value(true);
        }
    }

    private static @Nullable Object value(Keyed.Found found, List<String> path) {
        Map<String, @Nullable Object> below = new TreeMap<>();
        for (int row = 0; row < found.records().size(); row++) {
            List<String> keys = found.path(row);
            String value = found.records().text(row, found.depth());
            if (keys.size() == path.size()) {
                return value;
            } else if (keys.size() > path.size()) {
                add(below, keys.subList(path.size(), keys.size()), value);
            }
        }
        return below.isEmpty() && !path.isEmpty() ? null : below;
    }

    /** Adds a value to a tree; a value that has others below it stands among them under an empty key. */
    @SuppressWarnings("unchecked")
    private static void add(Map<String, @Nullable Object> tree, List<String> keys, @Nullable String value) {
        Map<String, @Nullable Object> at = tree;
        for (String key : keys) {
            Object next = at.get(key);
            if (!(next instanceof Map)) {
                Map<String, @Nullable Object> inner = new TreeMap<>();
                if (next != null) {
                    inner.put("", next);
                }
                at.put(key, inner);
                next = inner;
            }
            at = (Map<String, @Nullable Object>) next;
        }
        at.put("", value);
        simplify(tree, keys);
    }

    /** A tree that holds nothing but its own value is that value. */
    @SuppressWarnings("unchecked")
    private static void simplify(Map<String, @Nullable Object> tree, List<String> keys) {
        Map<String, @Nullable Object> at = tree;
        for (String key : keys.subList(0, keys.size() - 1)) {
            at = (Map<String, @Nullable Object>) at.getOrDefault(key, new TreeMap<>());
        }
        String last = keys.get(keys.size() - 1);
        if (at.get(last) instanceof Map<?, ?> leaf && leaf.size() == 1) {
            at.put(last, ((Map<String, @Nullable Object>) leaf).get(""));
        }
    }

    private void set(HandlerCall call, List<String> path, @Nullable String value) {
        if (path.isEmpty()) {
            throw ImuException.params("setValue", "keys are missing");
        }
        Keyed.Found found = keys.find(call, path, List.of(), List.of(VALUE));
        View view = views.of(call.access()).view();
        List<Integer> same = new ArrayList<>();
        for (int row = 0; row < found.records().size(); row++) {
            if (found.path(row).size() == path.size()) {
                same.add(found.records().irn(row));
            }
        }
        Irns irns = Irns.of(same.stream().mapToInt(Integer::intValue).toArray());
        if (value == null) {
            view.remove(TABLE, irns, call.limits());
        } else if (same.isEmpty()) {
            view.insert(TABLE, record(call, path, value), call.limits());
        } else {
            view.update(TABLE, irns, Map.of(VALUE, Value.of(value)), call.limits());
        }
    }

    private Map<String, Value> record(HandlerCall call, List<String> path, String value) {
        List<String> columns = keys.columns(views.of(call.access()));
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < path.size(); i++) {
            values.put(columns.get(i), Value.of(path.get(i)));
        }
        values.put(VALUE, Value.of(value));
        return values;
    }
}
