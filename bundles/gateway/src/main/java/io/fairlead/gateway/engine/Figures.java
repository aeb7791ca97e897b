package io.fairlead.gateway.engine;

import io.fairlead.gateway.api.FrameException;
import io.fairlead.platform.metrics.Histogram;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What happened since the start, or since an operator set the figures back. */
public final class Figures {
    private static final int MAX_NAMES = 1000;
    private static final String OTHER = "other";

    final LongAdder admitted = new LongAdder();
    final LongAdder messagesIn = new LongAdder();
    final LongAdder messagesOut = new LongAdder();
    final LongAdder heartbeats = new LongAdder();
    final LongAdder unknown = new LongAdder();
    final LongAdder lateReplies = new LongAdder();
    final LongAdder unmatchedReplies = new LongAdder();
    final LongAdder staleReplies = new LongAdder();
    final LongAdder timeouts = new LongAdder();
    final LongAdder connects = new LongAdder();
    final LongAdder failedConnects = new LongAdder();
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> badFrames = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
    private final Map<String, Traffic> services = new ConcurrentHashMap<>();
    private final Map<String, Traffic> clients = new ConcurrentHashMap<>();
    private final Traffic calls = new Traffic();

    void refused(Refusal why) {
        count(refused, why.word());
    }

    void badFrame(FrameException.Reason reason) {
        count(badFrames, reason.name());
    }

    void error(String name) {
        count(errors, name);
    }

    /** Returns the figures of a service that peers call. */
    Traffic service(String name) {
        return traffic(services, name);
    }

    /** Returns the figures of a client, both ways together. */
    Traffic client(String id) {
        return traffic(clients, id);
    }

    void called() {
        calls.began();
    }

    void callEnded(boolean well, long nanos) {
        calls.ended(well, nanos);
    }

    /** Returns the figures of services' requests to peers. */
    public Passed calls() {
        return calls;
    }

    /** What passed for one service or one client. */
    public interface Passed {
        /** Returns how many requests there were. */
        long count();

        /** Returns how many of them failed. */
        long errors();

        /** Returns how long they took. */
        Histogram latency();
    }

    /** Sets everything back to nothing. */
    public void reset() {
        for (LongAdder each : new LongAdder[] {
            admitted,
            messagesIn,
            messagesOut,
            heartbeats,
            unknown,
            lateReplies,
            unmatchedReplies,
            staleReplies,
            timeouts,
            connects,
            failedConnects
        }) {
            each.reset();
        }
        refused.clear();
        badFrames.clear();
        errors.clear();
        services.values().forEach(Traffic::reset);
        clients.values().forEach(Traffic::reset);
        calls.reset();
    }

    /** Returns the plain counters by name. */
    public Map<String, Long> counters() {
        Map<String, Long> all = new TreeMap<>();
        all.put("admitted", admitted.sum());
        all.put("messages_in", messagesIn.sum());
        all.put("messages_out", messagesOut.sum());
        all.put("heartbeats", heartbeats.sum());
        all.put("unknown_messages", unknown.sum());
        all.put("late_replies", lateReplies.sum());
        all.put("unmatched_replies", unmatchedReplies.sum());
        all.put("stale_replies", staleReplies.sum());
        all.put("timeouts", timeouts.sum());
        all.put("connects", connects.sum());
        all.put("failed_connects", failedConnects.sum());
        return all;
    }

    /** Returns how many connections were refused, by reason. */
    public Map<String, Long> refusals() {
        return sums(refused);
    }

    /** Returns how many frames could not be read or written, by reason. */
    public Map<String, Long> badFrames() {
        return sums(badFrames);
    }

    /** Returns how many requests failed, by the name of the error. */
    public Map<String, Long> errors() {
        return sums(errors);
    }

    /** Returns what passed for each service that peers called. */
    public Map<String, Passed> services() {
        return new TreeMap<>(services);
    }

    /** Returns what passed for each client, both ways together. */
    public Map<String, Passed> clients() {
        return new TreeMap<>(clients);
    }

    private static void count(Map<String, LongAdder> counters, String name) {
        counters.computeIfAbsent(name, unseen -> new LongAdder()).increment();
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counters) {
        Map<String, Long> all = new TreeMap<>();
        counters.forEach((name, count) -> all.put(name, count.sum()));
        return all;
    }

    private static Traffic traffic(Map<String, Traffic> all, String name) {
        Traffic known = all.get(name);
        return known != null
                ? known
                : all.computeIfAbsent(all.size() < MAX_NAMES ? name : OTHER, unseen -> new Traffic());
    }
}
