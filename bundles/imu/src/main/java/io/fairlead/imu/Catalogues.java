package io.fairlead.imu;

import io.fairlead.catalogue.Catalogue;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The catalogues that are there now, of which one is served. */
final class Catalogues {
    private final List<Catalogue> present = new CopyOnWriteArrayList<>();
    private final Supplier<Optional<String>> wanted;

    /** @param wanted the name of the one to serve; nothing: the one that came first */
    Catalogues(Supplier<Optional<String>> wanted) {
        this.wanted = wanted;
    }

    void add(Catalogue catalogue) {
        present.add(catalogue);
    }

    void remove(Catalogue catalogue) {
        present.remove(catalogue);
    }

    /** Returns the one to serve, while it is there. */
    Optional<Catalogue> present() {
        Optional<String> name = wanted.get();
        return present.stream()
                .filter(catalogue -> name.isEmpty() || name.get().equals(catalogue.name()))
                .findFirst();
    }
}
