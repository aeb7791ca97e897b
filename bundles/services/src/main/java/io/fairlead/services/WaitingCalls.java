package io.fairlead.services;

import io.fairlead.service.Request;
import io.fairlead.service.ServiceException;
import io.fairlead.service.TpErrno;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls of services that went away and may come back, in the order of their coming. */
final class WaitingCalls {
    private final Broker broker;
    private final Map<String, Deque<Waiting>> byName = new HashMap<>();
    private int size;

    WaitingCalls(Broker broker) {
        this.broker = broker;
    }

    /** Keeps a call until its service comes, at most so long. */
    void add(Waiting waiting, Duration atMost) {
        synchronized (this) {
            if (size >= broker.settings().maxWaiting()) {
                waiting.call.end(new ServiceException(
                        TpErrno.TPEQFULL, waiting.name + " is being replaced, and max-waiting calls wait already"));
                return;
            }
            size++;
            byName.computeIfAbsent(waiting.name, name -> new ArrayDeque<>()).add(waiting);
        }
        broker.later(atMost, () -> {
            if (remove(waiting)) {
                waiting.call.end(new ServiceException(
                        TpErrno.TPENOENT, "service " + waiting.name + " went away and did not come back"));
            }
        });
        // It may have come between the look for it and the line above.
        if (broker.isServed(waiting.name, waiting.except)) {
            release(waiting.name);
        }
    }

    /** Gives all calls of that name to who serves it now. */
    void release(String name) {
        List<Waiting> all;
        synchronized (this) {
            Deque<Waiting> queue = byName.remove(name);
            all = queue == null ? List.of() : new ArrayList<>(queue);
            size -= all.size();
        }
        all.forEach(each -> broker.dispatch(each.call, each.name, each.request, each.except));
    }

    synchronized int size() {
        return size;
    }

    private synchronized boolean remove(Waiting waiting) {
        Deque<Waiting> queue = byName.get(waiting.name);
        if (queue == null || !queue.remove(waiting)) {
            return false;
        }
        if (queue.isEmpty()) {
            byName.remove(waiting.name);
        }
        size--;
        return true;
    }

    /**
     * A call that waits.
     *
     * @param except who has given it back
     */
    record Waiting(
            BrokerCall call,
            String name,
            Request request,
            @Nullable Registered except) {}
}
