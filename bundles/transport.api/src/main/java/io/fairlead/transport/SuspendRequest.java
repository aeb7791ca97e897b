package io.fairlead.transport;

import java.time.Duration;
import java.util.Objects;

/**
 * How a swap wants work in flight to end.
 *
 * @param limit how long it waits, from now
 * @param force true: open work is to be answered at once with the protocol's own error
 */
public record SuspendRequest(Duration limit, boolean force) {
    public SuspendRequest {
        Objects.requireNonNull(limit, "limit");
    }
}
