package io.fairlead.imu.module;

import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.call.Params;
import io.fairlead.imu.call.StateReader;
import io.fairlead.imu.call.StateWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client has named for later: fetch sets, search aliases or sort sets, each a list of column strings. */
final class Sets {
    private static final int MAX_SETS = 1_000;
    private static final int MAX_CHARACTERS = 1 << 20;

    private final Map<String, List<String>> byName = new LinkedHashMap<>();
    private int characters;

    /**
     * Adds what the method's parameters name.
     *
     * @param one whether they are {@code {name, columns}}; else a map of names
     * @return how many there are now
     */
    int add(String method, boolean one, @Nullable Object params) {
        Map<String, @Nullable Object> members = Params.object(method, params);
        Map<String, @Nullable Object> given = members;
        if (one) {
            String name = Params.text(method, "name", members.get("name"))
                    .orElseThrow(() -> ImuException.params(method, "name is missing"));
            given = new LinkedHashMap<>();
            given.put(name, members.get("columns"));
        }
        given.forEach((name, columns) -> put(name, texts(method, columns)));
        return byName.size();
    }

    /** Adds one set; one of the same name gives way. */
    void put(String name, List<String> columns) {
        List<String> before = byName.getOrDefault(name, List.of());
        int change = length(name, columns) - (byName.containsKey(name) ? length(name, before) : 0);
        if (characters + change > MAX_CHARACTERS) {
            throw ImuException.full("ModuleSetLimit", "set-characters", MAX_CHARACTERS);
        }
        if (byName.size() >= MAX_SETS && !byName.containsKey(name)) {
            throw ImuException.full("ModuleSetLimit", "sets", MAX_SETS);
        }
        characters += change;
        byName.put(name, columns);
    }

    private static int length(String name, List<String> columns) {
        return name.length() + columns.stream().mapToInt(String::length).sum();
    }

    static List<String> texts(String method, @Nullable Object columns) {
        if (columns instanceof String text) {
            return List.of(text);
        }
        List<String> texts = new ArrayList<>();
        for (Object element : Params.list(method, columns)) {
            if (element instanceof String text) {
                texts.add(text);
            } else if (element != null) {
                throw ImuException.params(method, "columns are strings, not " + Params.kind(element));
            }
        }
        return texts;
    }

    /** Returns the set whose name is the only value given as columns. */
    Optional<List<String>> named(@Nullable Object columns) {
        Object only = columns instanceof List<?> list && list.size() == 1 ? list.get(0) : columns;
        return only instanceof String name ? Optional.ofNullable(byName.get(name)) : Optional.empty();
    }

    void save(StateWriter out) {
        out.number(byName.size());
        byName.forEach((name, columns) -> {
            out.text(name);
            out.texts(columns);
        });
    }

    void load(StateReader in) {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            put(in.text(), in.texts());
        }
    }
}
