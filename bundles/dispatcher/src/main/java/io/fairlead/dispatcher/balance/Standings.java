package io.fairlead.dispatcher.balance;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The standing of each server, by its key. From any thread. */
public final class Standings {
    private final Map<String, Standing> all = new ConcurrentHashMap<>();

    /** Returns a server's standing. */
    public Standing of(String key) {
        return all.getOrDefault(key, Standing.FRESH);
    }

    /** Changes a server's standing. */
    public Standing change(String key, UnaryOperator<Standing> to) {
        return all.compute(key, (name, before) -> to.apply(before == null ? Standing.FRESH : before));
    }

    /** Forgets servers that are not in the registry any more. */
    public void keep(Collection<String> keys) {
        all.keySet().retainAll(keys);
    }

    /** Returns every server of which something is known. */
    public Map<String, Standing> all() {
        return new TreeMap<>(all);
    }
}
