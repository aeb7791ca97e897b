package io.fairlead.imu.session;

import io.fairlead.imu.access.Licences;
import io.fairlead.imu.call.Access;
import io.fairlead.imu.call.Id;
import java.util.Optional;

/** What a client is known by over several connections. Guarded by {@link Tables}. */
final class ImuContext {
    private final Id id;
    /** Lets the context's log-ins, and its calls while somebody is logged in, come one after the other. */
    final Turns turns = new Turns();

    int connections;
    int handlers;
    long lastUsedNs;
    private volatile Optional<Licences.Holder> login = Optional.empty();

    ImuContext(Id id, long nowNs) {
        this.id = id;
        this.lastUsedNs = nowNs;
    }

    Id id() {
        return id;
    }

    /** Returns how much the client may see and do. */
    Access access() {
        return login.map(holder -> Access.of(holder.group())).orElse(Access.DEFAULT);
    }

    /** Returns the name of who is logged in. */
    Optional<String> user() {
        return login.map(Licences.Holder::user);
    }

    /** Returns who is logged in, from where and since when. */
    Optional<Licences.Holder> login() {
        return login;
    }

    /** Sets who is logged in. */
    void login(Optional<Licences.Holder> holder) {
        login = holder;
    }

    /** Returns whether nothing would be lost with it. */
    boolean empty() {
        return connections == 0 && handlers == 0 && !access().isAuthenticated();
    }
}
