package io.fairlead.imu.session;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open connections of one server. */
final class Connections {
    private final Set<Session> open = ConcurrentHashMap.newKeySet();

    void add(Session session) {
        open.add(session);
    }

    void remove(Session session) {
        open.remove(session);
    }

    /** Closes those that use a context, and returns how many. */
    int close(ImuContext context) {
        List<Session> meant =
                open.stream().filter(session -> session.uses(context)).toList();
        meant.forEach(Session::disconnect);
        return meant.size();
    }
}
