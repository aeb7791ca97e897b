package io.fairlead.gateway.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Services that an operator has suspended, and the requests that wait for them. */
final class Gates {
    private final Map<String, List<Runnable>> waiting = new HashMap<>();

    /** Runs the task now, or when the service is resumed. */
    void pass(String service, Runnable task) {
        synchronized (this) {
            List<Runnable> queue = waiting.get(service);
            if (queue != null) {
                queue.add(task);
                return;
            }
        }
        task.run();
    }

    synchronized void suspend(String service) {
        waiting.computeIfAbsent(service, name -> new ArrayList<>());
    }

    /** Lets the requests of a service go on; false where it was not suspended. */
    boolean resume(String service) {
        List<Runnable> queue;
        synchronized (this) {
            queue = waiting.remove(service);
        }
        if (queue != null) {
            queue.forEach(Runnable::run);
        }
        return queue != null;
    }

    /** Returns the names of the suspended services. */
    synchronized Set<String> suspended() {
        return new TreeSet<>(waiting.keySet());
    }
}
