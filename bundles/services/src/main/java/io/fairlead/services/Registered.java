package io.fairlead.services;

import io.fairlead.service.NamedService;
import java.time.Duration;
import java.util.Optional;

/**
 * A service as it was registered.
 *
 * @param service what serves
 * @param svcTime its own SVCTIME; nothing where it has none
 * @param blocking whether it may block, and so needs a thread
 * @param ranking the higher goes first
 * @param id of the registration; of equal rankings, the lower goes first
 */
record Registered(NamedService service, Optional<Duration> svcTime, boolean blocking, int ranking, long id) {
    /** Returns whether this one gets the calls before the other. */
    boolean before(Registered other) {
        return ranking != other.ranking ? ranking > other.ranking : id < other.id;
    }
}
