package io.fairlead.imu.session;

import io.fairlead.imu.call.Id;
import java.util.HashMap;
import java.util.Map;

/**
 * A process in the sense of the IMu API's FAQ: a table of handlers that can be reached at the main port by connections
 * that were dealt to it, and at its own reconnection port. Guarded by {@link Tables}.
 */
final class ImuProcess {
    private final int number;
    final Map<Id, HandlerEntry> handlers = new HashMap<>();

    /** Of a process that is drained, no new handlers are made and no new connections at the main port are dealt to it. */
    boolean draining;

    ImuProcess(int number) {
        this.number = number;
    }

    /** Returns its number, from 1. */
    int number() {
        return number;
    }

    /** Returns the role of its reconnection port. */
    String role() {
        return "reconnect." + number;
    }
}
