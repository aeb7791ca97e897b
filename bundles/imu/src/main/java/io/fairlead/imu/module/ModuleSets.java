package io.fairlead.imu.module;

import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.call.Params;
import io.fairlead.imu.call.StateReader;
import io.fairlead.imu.call.StateWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a client of several modules has named for later: under each name, columns for each of the modules. */
final class ModuleSets {
    private final Map<String, Sets> byModule = new LinkedHashMap<>();
    private final Set<String> names = new LinkedHashSet<>();

    /**
     * Adds what a method's parameters name.
     *
     * @param one whether they are {@code {name, set}}; else a map of names
     * @param check is given each module that a set has columns for, and throws where there is no such module
     * @return how many names there are now
     */
    int add(String method, boolean one, @Nullable Object params, Consumer<String> check) {
        Map<String, @Nullable Object> given = Params.object(method, params);
        if (one) {
            String name = Params.text(method, "name", given.get("name"))
                    .orElseThrow(() -> ImuException.params(method, "name is missing"));
            add(method, name, given.get("set"), check);
        } else {
            given.forEach((name, set) -> add(method, name, set, check));
        }
        return names.size();
    }

    private void add(String method, String name, @Nullable Object set, Consumer<String> check) {
        Map<String, @Nullable Object> columns = Params.object(method, set);
        columns.keySet().forEach(check);
        columns.forEach((module, texts) ->
                byModule.computeIfAbsent(module, unseen -> new Sets()).put(name, Sets.texts(method, texts)));
        names.add(name);
    }

    /** Returns the sets of one module. */
    Sets of(String module) {
        return byModule.getOrDefault(module, new Sets());
    }

    /** Returns the set's name where the columns that a request gives are the name of one. */
    Optional<String> named(@Nullable Object columns) {
        return columns instanceof String name && names.contains(name) ? Optional.of(name) : Optional.empty();
    }

    void save(StateWriter out) {
        out.texts(names);
        out.number(byModule.size());
        byModule.forEach((module, sets) -> {
            out.text(module);
            sets.save(out);
        });
    }

    void load(StateReader in) {
        names.addAll(in.texts());
        int count = in.count();
        for (int i = 0; i < count; i++) {
            byModule.computeIfAbsent(in.text(), unseen -> new Sets()).load(in);
        }
    }
}
