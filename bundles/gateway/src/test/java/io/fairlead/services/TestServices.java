package io.fairlead.services;

import io.fairlead.platform.log.RepeatLog;
import io.fairlead.service.NamedService;
import io.fairlead.service.Services;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/** Named services without a framework: what a test adds, with ECHO and TOUPPER. */
public final class TestServices implements AutoCloseable {
    private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(1);
    private final ServicePool pool = new ServicePool(64, 10_000);
    private final AtomicLong ids = new AtomicLong();
    private final Broker broker = new Broker(
            ServicesSettings.DEFAULT,
            pool,
            timers,
            System::nanoTime,
            new RepeatLog(LoggerFactory.getLogger(TestServices.class), Duration.ofMinutes(1), System::nanoTime));

    /** Starts with ECHO and TOUPPER. */
    public TestServices() {
        add("ECHO", false, new EchoService());
        add("TOUPPER", false, new ToUpperService());
    }

    /** Adds a service; returns its number. */
    public long add(String name, boolean blocking, NamedService service) {
        long id = ids.incrementAndGet();
        broker.add(name, new Registered(service, Optional.of(Duration.ZERO), blocking, 0, id));
        return id;
    }

    /** Adds a service without a time of its own; returns its number. */
    public long addTimed(String name, NamedService service) {
        long id = ids.incrementAndGet();
        broker.add(name, new Registered(service, Optional.empty(), true, 0, id));
        return id;
    }

    /** Removes a service. */
    public void remove(String name, long id) {
        broker.remove(name, id);
    }

    /** Returns what calls them. */
    public Services services() {
        return broker;
    }

    /** Does something later. */
    public void later(Duration delay, Runnable task) {
        broker.later(delay, task);
    }

    @Override
    public void close() {
        pool.close();
        timers.shutdownNow();
    }
}
