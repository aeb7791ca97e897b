package io.fairlead.imu.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What operators may look at; every answer is a copy of the present state. */
public final class ImuView {
    private final ImuGroup group;
    private final LongSupplier nanoTime;

    ImuView(ImuGroup group, LongSupplier nanoTime) {
        this.group = group;
        this.nanoTime = nanoTime;
    }

    /**
     * A context.
     *
     * @param id the first digits of its id; the whole would let a reader take its place
     * @param connections that use it
     * @param handlers that were made in it
     * @param idle since its last request
     */
    public record ContextLine(String id, int connections, int handlers, Duration idle) {}

    /**
     * A handler.
     *
     * @param id the first digits of its id
     * @param context the first digits of its context's id
     * @param process the number of its process
     * @param name its class
     * @param keep whether it outlives the connections that use it
     * @param idle since its last call
     * @param what what it holds, one phrase
     */
    public record HandlerLine(
            String id, String context, int process, String name, boolean keep, Duration idle, String what) {}

    /**
     * A licence that a log-in holds.
     *
     * @param user who is logged in
     * @param group as a member of which
     * @param address the client's when it logged in
     * @param since when it did
     * @param context the first digits of its context's id
     */
    public record LicenceLine(String user, String group, String address, Instant since, String context) {}

    /**
     * A process.
     *
     * @param number from 1
     * @param reconnectPort the port that is its own; 0 while there is none
     * @param handlers that it has
     * @param draining whether it takes nothing new
     */
    public record ProcessLine(int number, int reconnectPort, int handlers, boolean draining) {}

    /** Returns the contexts, those used last first. */
    public List<ContextLine> contexts() {
        long nowNs = nanoTime.getAsLong();
        return group.tables.allContexts().stream()
                .map(context -> new ContextLine(
                        start(context.id().toString()),
                        context.connections,
                        context.handlers,
                        Duration.ofNanos(nowNs - context.lastUsedNs)))
                .sorted(Comparator.comparing(ContextLine::idle))
                .toList();
    }

    /** Returns the handlers, those used last first. */
    public List<HandlerLine> handlers() {
        long nowNs = nanoTime.getAsLong();
        return group.tables.allHandlers().stream()
                .map(entry -> new HandlerLine(
                        start(entry.id().toString()),
                        start(entry.context().id().toString()),
                        entry.process().number(),
                        entry.name(),
                        entry.keep,
                        Duration.ofNanos(nowNs - entry.lastUsedNs),
                        entry.handler().describe()))
                .sorted(Comparator.comparing(HandlerLine::idle))
                .toList();
    }

    /** Returns the log-ins that hold a licence, in the order in which they took it. */
    public List<LicenceLine> licences() {
        List<LicenceLine> lines = new ArrayList<>();
        group.tables
                .licences()
                .logins()
                .forEach((context, holder) -> lines.add(new LicenceLine(
                        holder.user(), holder.group(), holder.address(), holder.since(), start(context.toString()))));
        return lines;
    }

    /** Returns how many licences are held, the server pool's included. */
    public int licencesHeld() {
        return group.tables.licences().held();
    }

    /** Returns how many licences there are; nothing where there is no bound. */
    public Optional<Integer> licenceTotal() {
        return group.tables.licences().total();
    }

    /** Returns the processes by number. */
    public List<ProcessLine> processes() {
        return group.tables.processNumbers().stream()
                .map(group.tables::process)
                .map(process -> new ProcessLine(
                        process.number(),
                        group.reconnectPort(process).orElse(0),
                        process.handlers.size(),
                        process.draining))
                .toList();
    }

    /** Returns what happened since the start. */
    public Counters counters() {
        return group.counters;
    }

    /** Returns how many places the server pool has. */
    public int serverPool() {
        return group.work.places();
    }

    /** Returns how many requests work on the database now. */
    public int working() {
        return group.work.working();
    }

    /** Returns how many requests wait for a place in the server pool. */
    public int waiting() {
        return group.work.waiting();
    }

    private static String start(String id) {
        return id.substring(0, 8);
    }
}
