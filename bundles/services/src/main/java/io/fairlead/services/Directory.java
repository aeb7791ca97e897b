package io.fairlead.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who serves which name, and since when nobody does. */
final class Directory {
    private static final int MAX_GONE = 1000;

    private final Map<String, List<Registered>> services = new ConcurrentHashMap<>();
    private final Map<String, Long> goneSinceNs = new ConcurrentHashMap<>();

    void add(String name, Registered service) {
        services.compute(name, (key, before) -> {
            List<Registered> all = new ArrayList<>(before == null ? List.of() : before);
            all.add(service);
            all.sort((one, other) -> one.before(other) ? -1 : 1);
            return List.copyOf(all);
        });
        goneSinceNs.remove(name);
    }

    void remove(String name, long serviceId, long nowNs) {
        List<Registered> left = services.computeIfPresent(name, (key, before) -> {
            List<Registered> all =
                    before.stream().filter(each -> each.id() != serviceId).toList();
            return all.isEmpty() ? null : all;
        });
        if (left == null && goneSinceNs.size() < MAX_GONE) {
            goneSinceNs.put(name, nowNs);
        }
    }

    /** Returns who gets the next call of that name, other than {@code except}. */
    Optional<Registered> find(String name, @Nullable Registered except) {
        List<Registered> all = services.get(name);
        if (all == null) {
            return Optional.empty();
        }
        for (Registered each : all) {
            if (!each.equals(except)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** Returns since when a name that was served is not any more. */
    OptionalLong goneSince(String name) {
        Long since = goneSinceNs.get(name);
        return since == null ? OptionalLong.empty() : OptionalLong.of(since);
    }

    List<String> names() {
        return List.copyOf(new TreeSet<>(services.keySet()));
    }
}
