package io.fairlead.transport.netty;

import io.fairlead.platform.log.RepeatLog;
import io.fairlead.transport.netty.tls.TlsSources;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all endpoints share. */
public final class Shared {
    private static final Logger LOG = LoggerFactory.getLogger("io.fairlead.transport");

    private final EventLoops loops;
    private final Supplier<TransportSettings> settings;
    private final PortOpener ports;
    private final TlsSources tls;
    private final ConnectionQuota quota = new ConnectionQuota();
    private final RepeatLog repeatLog = new RepeatLog(LOG, Duration.ofSeconds(10), System::nanoTime);
    private final AtomicLong ids = new AtomicLong();
    private final Map<EventLoop, LoopClock> clocks = new ConcurrentHashMap<>();

    /**
     * @param loops the event loops
     * @param settings the present settings
     * @param ports opens ports and keeps the ledger
     * @param tls has the endpoints' certificates
     */
    public Shared(EventLoops loops, Supplier<TransportSettings> settings, PortOpener ports, TlsSources tls) {
        this.loops = loops;
        this.settings = settings;
        this.ports = ports;
        this.tls = tls;
    }

    /** Returns the event loops. */
    public EventLoops loops() {
        return loops;
    }

    /** Returns the present settings. */
    public TransportSettings settings() {
        return settings.get();
    }

    /** Returns what opens ports. */
    public PortOpener ports() {
        return ports;
    }

    /** Returns the endpoints' TLS. */
    public TlsSources tls() {
        return tls;
    }

    /** Returns the count of open connections in all. */
    public ConnectionQuota quota() {
        return quota;
    }

    /** Returns the log for what peers can cause often: one line with a count. */
    public RepeatLog repeatLog() {
        return repeatLog;
    }

    /** Returns a number that no other connection of this run has. */
    public long nextConnectionId() {
        return ids.incrementAndGet();
    }

    /** Returns the coarse clock of a loop; it is called back on that loop. */
    public LoopClock clock(EventLoop loop) {
        return clocks.computeIfAbsent(loop, LoopClock::new);
    }
}
