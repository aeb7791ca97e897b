package io.fairlead.imu.session;

import io.fairlead.imu.access.Licences;
import io.fairlead.imu.call.Id;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.call.ImuHandler;
import io.fairlead.imu.settings.Bounds;
import io.fairlead.imu.settings.ImuSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The contexts, processes and handlers of one server. Every method may be called by any thread and is short.
 *
 * <p>A context without handlers and without a log-in is forgotten with its last connection: nothing is lost, since a
 * context that is not known is replaced by a new one.
 */
final class Tables {
    private final LongSupplier nanoTime;
    private final Supplier<Id> ids;
    private final Counters counters;
    private final Map<Id, ImuContext> contexts = new HashMap<>();
    private final List<ImuProcess> processes = new ArrayList<>();
    private final Licences licences = new Licences();
    private Bounds bounds = Bounds.DEFAULT;
    private Duration contextTimeout = Duration.ofHours(3);
    private Duration handlerTimeout = Duration.ofHours(1);
    private int processCount = 1;
    private int handlers;
    private int dealt;

    Tables(LongSupplier nanoTime, Supplier<Id> ids, Counters counters) {
        this.nanoTime = nanoTime;
        this.ids = ids;
        this.counters = counters;
    }

    /** Returns who holds licences. */
    Licences licences() {
        return licences;
    }

    /** Takes new settings; processes beyond the new number are drained. */
    synchronized void configure(ImuSettings settings) {
        bounds = settings.bounds();
        contextTimeout = settings.contextTimeout();
        handlerTimeout = settings.handlerTimeout();
        processCount = settings.processCount();
        process(processCount);
        processes.forEach(process -> process.draining = process.number() > processCount);
        dropDrained();
    }

    /**
     * Returns the process of that number, new where there was none. One beyond the number that the settings want, which
     * a connection from older code may still belong to, drains from the beginning.
     */
    synchronized ImuProcess process(int number) {
        while (processes.size() < number) {
            ImuProcess process = new ImuProcess(processes.size() + 1);
            process.draining = process.number() > processCount;
            processes.add(process);
        }
        return processes.get(number - 1);
    }

    /** Returns the numbers of the processes that serve or still drain. */
    synchronized List<Integer> processNumbers() {
        return processes.stream()
                .filter(process -> !process.draining || !process.handlers.isEmpty())
                .map(ImuProcess::number)
                .toList();
    }

    /** Returns the process for the next connection at the main port: each in turn. */
    synchronized ImuProcess deal() {
        List<ImuProcess> open =
                processes.stream().filter(process -> !process.draining).toList();
        return open.get(Math.floorMod(dealt++, open.size()));
    }

    /**
     * Returns the context of a request: the one that it names, else the connection's, else a new one.
     *
     * @param named what the request says; a context that is not known (any more) does not count
     * @param current the connection's, as this method returned it for the request before
     * @throws ImuException {@code SessionContextLimit}
     */
    synchronized ImuContext context(Optional<Id> named, Optional<ImuContext> current) {
        long nowNs = nanoTime.getAsLong();
        ImuContext context = named.flatMap(id -> Optional.ofNullable(contexts.get(id)))
                .filter(known -> !expired(known.lastUsedNs, contextTimeout, nowNs))
                .or(() -> current.filter(known -> contexts.containsKey(known.id())))
                .orElseGet(() -> newContext(nowNs));
        context.lastUsedNs = nowNs;
        if (current.isEmpty() || current.get() != context) {
            context.connections++;
            current.ifPresent(this::leave);
        }
        return context;
    }

    private ImuContext newContext(long nowNs) {
        if (contexts.size() >= bounds.contexts()) {
            throw ImuException.full("SessionContextLimit", "max-contexts", bounds.contexts());
        }
        ImuContext context = new ImuContext(ids.get(), nowNs);
        contexts.put(context.id(), context);
        return context;
    }

    /** A connection no longer uses a context. */
    synchronized void leave(ImuContext context) {
        context.connections--;
        if (context.empty()) {
            forget(context);
        }
    }

    private void forget(ImuContext context) {
        contexts.remove(context.id());
        licences.release(context.id());
    }

    /**
     * Somebody has logged in and holds a licence.
     *
     * @return false where the context has gone meanwhile; then its licence is given back
     */
    synchronized boolean login(ImuContext context, Licences.Holder holder) {
        if (contexts.get(context.id()) != context) {
            licences.release(context.id());
            return false;
        }
        context.login(Optional.of(holder));
        licences.hold(context.id(), holder);
        return true;
    }

    /** Nobody is logged in any more. */
    synchronized void logout(ImuContext context) {
        context.login(Optional.empty());
        licences.release(context.id());
    }

    /** Returns the contexts that are logged in. */
    synchronized Map<ImuContext, Licences.Holder> loggedIn() {
        Map<ImuContext, Licences.Holder> loggedIn = new HashMap<>();
        contexts.values().forEach(context -> context.login().ifPresent(holder -> loggedIn.put(context, holder)));
        return loggedIn;
    }

    /**
     * Makes a handler known; {@link #ended} follows when its first call has ended.
     *
     * @throws ImuException {@code SessionHandlerLimit}
     */
    synchronized HandlerEntry add(ImuProcess process, ImuContext context, String name, ImuHandler handler) {
        if (handlers >= bounds.handlers()) {
            throw ImuException.full("SessionHandlerLimit", "max-handlers", bounds.handlers());
        }
        if (context.handlers >= bounds.handlersPerContext()) {
            throw ImuException.full("SessionHandlerLimit", "max-handlers-per-context", bounds.handlersPerContext());
        }
        HandlerEntry entry = new HandlerEntry(ids.get(), name, handler, process, context, nanoTime.getAsLong());
        entry.owned = context.access().isAuthenticated();
        entry.calls = 1;
        enter(entry);
        return entry;
    }

    private void enter(HandlerEntry entry) {
        entry.process().handlers.put(entry.id(), entry);
        entry.context().handlers++;
        handlers++;
    }

    /**
     * Finds a handler of a process for a call; {@link #ended} follows. One that was made while somebody was logged in
     * is found only with its own context.
     */
    synchronized Optional<HandlerEntry> find(ImuProcess process, Id id, ImuContext context) {
        HandlerEntry entry = process.handlers.get(id);
        if (entry == null || (isPrivate(entry) && entry.context() != context)) {
            return Optional.empty();
        }
        long nowNs = nanoTime.getAsLong();
        if (entry.calls == 0 && expired(entry.lastUsedNs, handlerTimeout, nowNs)) {
            counters.handlersExpired.increment();
            destroy(entry);
            return Optional.empty();
        }
        entry.calls++;
        entry.lastUsedNs = nowNs;
        entry.context().lastUsedNs = nowNs;
        return Optional.of(entry);
    }

    private static boolean isPrivate(HandlerEntry entry) {
        return entry.owned || entry.context().access().isAuthenticated();
    }

    /** Looks for a handler of a process without calling it. */
    synchronized Optional<HandlerEntry> peek(ImuProcess process, Id id) {
        return Optional.ofNullable(process.handlers.get(id));
    }

    /** A call of a handler has ended. */
    synchronized void ended(HandlerEntry entry) {
        entry.calls--;
        entry.lastUsedNs = nanoTime.getAsLong();
        if (entry.destroyed && entry.calls == 0) {
            entry.handler().destroyed();
        }
    }

    /** Forgets a handler; one that is being called ends with its call. */
    synchronized void destroy(HandlerEntry entry) {
        if (entry.destroyed) {
            return;
        }
        entry.destroyed = true;
        entry.process().handlers.remove(entry.id());
        handlers--;
        ImuContext context = entry.context();
        context.handlers--;
        if (context.empty()) {
            forget(context);
        }
        if (entry.calls == 0) {
            entry.handler().destroyed();
        }
        dropDrained();
    }

    /** A connection that used handlers has ended: those that nobody asked to keep end with it. */
    synchronized void connectionEnded(Iterable<HandlerEntry> used) {
        for (HandlerEntry entry : used) {
            if (!entry.keep) {
                destroy(entry);
            }
        }
    }

    /** Drops handlers that are no more from what a connection remembers. */
    synchronized void forgetDestroyed(Collection<HandlerEntry> used) {
        used.removeIf(entry -> entry.destroyed);
    }

    /** A request said whether a handler outlives its connections. */
    synchronized void keep(HandlerEntry entry, boolean keep) {
        entry.keep = keep;
    }

    /** Forgets what nobody has used for its time-out. */
    synchronized void sweep() {
        long nowNs = nanoTime.getAsLong();
        for (HandlerEntry entry : allHandlers()) {
            if (entry.calls == 0 && expired(entry.lastUsedNs, handlerTimeout, nowNs)) {
                counters.handlersExpired.increment();
                destroy(entry);
            }
        }
        Map<ImuContext, List<HandlerEntry>> byContext =
                allHandlers().stream().collect(Collectors.groupingBy(HandlerEntry::context));
        for (ImuContext context : List.copyOf(contexts.values())) {
            List<HandlerEntry> made = byContext.getOrDefault(context, List.of());
            boolean working = made.stream().anyMatch(entry -> entry.calls > 0);
            if (expired(context.lastUsedNs, contextTimeout, nowNs) && !working) {
                counters.contextsExpired.increment();
                made.forEach(this::destroy);
                forget(context);
            } else if (context.empty() && expired(context.lastUsedNs, Duration.ofMinutes(1), nowNs)) {
                forget(context);
            }
        }
    }

    private static boolean expired(long lastUsedNs, Duration timeout, long nowNs) {
        return nowNs - lastUsedNs > timeout.toNanos();
    }

    private void dropDrained() {
        for (int i = processes.size() - 1; i >= 0; i--) {
            ImuProcess process = processes.get(i);
            if (!process.draining || !process.handlers.isEmpty()) {
                return;
            }
            processes.remove(i);
        }
    }

    /** Ends a context with its handlers and its log-in, whoever uses them. */
    synchronized void end(ImuContext context) {
        allHandlers().stream().filter(entry -> entry.context() == context).forEach(this::destroy);
        forget(context);
    }

    /** Returns all handlers. */
    synchronized List<HandlerEntry> allHandlers() {
        List<HandlerEntry> all = new ArrayList<>(handlers);
        processes.forEach(process -> all.addAll(process.handlers.values()));
        return all;
    }

    /** Returns all contexts. */
    synchronized List<ImuContext> allContexts() {
        return List.copyOf(contexts.values());
    }

    /** Returns the context of that id, where there is one. */
    synchronized Optional<ImuContext> known(Id id) {
        return Optional.ofNullable(contexts.get(id));
    }

    /** Takes a context over from older code. */
    synchronized void restore(ImuContext context) {
        contexts.put(context.id(), context);
        context.login().ifPresent(holder -> licences.hold(context.id(), holder));
    }

    /** Takes a handler over from older code. */
    synchronized void restore(HandlerEntry entry) {
        enter(entry);
    }

    /** Takes a connection over from older code: its context counts it again. */
    synchronized void rejoin(ImuContext context) {
        context.connections++;
    }
}
