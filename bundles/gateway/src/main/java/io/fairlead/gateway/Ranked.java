package io.fairlead.gateway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Constants;

/**
 * Services by name; of several with one name, the one of highest ranking, then of lowest id.
 *
 * @param <T> what they are
 */
final class Ranked<T> {
    private record Entry<T>(T service, Set<String> names, int ranking, long id) {}

    private final List<Entry<T>> entries = new ArrayList<>();

    synchronized void add(T service, Iterable<String> names, Map<String, Object> properties) {
        Set<String> all = new TreeSet<>();
        names.forEach(all::add);
        int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer number ? number : 0;
        long id = properties.get(Constants.SERVICE_ID) instanceof Long number ? number : 0;
        entries.add(new Entry<>(service, all, ranking, id));
        entries.sort(
                Comparator.<Entry<T>>comparingInt(Entry::ranking).reversed().thenComparingLong(Entry::id));
    }

    synchronized void remove(T service) {
        entries.removeIf(entry -> entry.service.equals(service));
    }

    synchronized Optional<T> find(String name) {
        return entries.stream()
                .filter(entry -> entry.names.contains(name))
                .map(Entry::service)
                .findFirst();
    }

    synchronized Set<String> names() {
        Set<String> all = new TreeSet<>();
        entries.forEach(entry -> all.addAll(entry.names));
        return all;
    }
}
