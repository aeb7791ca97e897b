package io.fairlead.gateway.engine;

import java.util.ArrayList;
import java.util.List;

/** What is to be done once a lock has been left: whatever runs code of others. */
final class Afterwards implements Runnable {
    private final List<Runnable> tasks = new ArrayList<>(1);

    void add(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void run() {
        tasks.forEach(Runnable::run);
    }
}
