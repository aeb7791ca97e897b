package io.fairlead.imu.session;

import io.fairlead.imu.call.Access;
import io.fairlead.imu.call.Id;
import java.util.Optional;

/** What a client is known by over several connections. Guarded by {@link Tables}. */
final class ImuContext {
    private final Id id;
    int connections;
    int handlers;
    long lastUsedNs;

    ImuContext(Id id, long nowNs) {
        this.id = id;
        this.lastUsedNs = nowNs;
    }

    Id id() {
        return id;
    }

    /** Returns how much the client may see and do. */
    Access access() {
        return Access.DEFAULT;
    }

    /** Returns who is logged in. */
    Optional<String> user() {
        return Optional.empty();
    }

    /** Returns whether nothing would be lost with it. */
    boolean empty() {
        return connections == 0 && handlers == 0 && !access().isAuthenticated();
    }
}
