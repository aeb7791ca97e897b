package io.fairlead.imu.session;

import io.fairlead.imu.access.UsersFile;
import io.fairlead.imu.call.HandlerType;
import io.fairlead.imu.call.Id;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.call.StateReader;
import io.fairlead.imu.settings.ImuSettings;
import io.fairlead.imu.trace.Trace;
import io.fairlead.platform.log.RepeatLog;
import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.Group;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import io.fairlead.transport.Timers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Serves the group of one IMu server: deals connections to processes, and keeps contexts and handlers. */
public final class ImuProtocol implements Protocol, AutoCloseable {
    private static final Duration SWEEP = Duration.ofSeconds(10);
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);
    private static final String MAIN = "main";
    private static final String ADMIN = "admin";

    private final LongSupplier nanoTime;
    private final ImuGroup group;
    private final Runnable processesChanged;
    private List<Integer> processes;
    private Timers.@Nullable Timer sweeper;
    private @Nullable Administration administration;
    private boolean portsStale;
    private volatile boolean ended;

    /**
     * @param name the server's PID, for its threads and messages
     * @param settings what it is told
     * @param types the classes of handlers, in the order in which they are asked
     * @param ids a source of ids that nobody can guess
     * @param users the file of those who may log in
     * @param clock tells since when somebody is logged in
     * @param nanoTime a monotonic clock in nanoseconds
     * @param processesChanged is called when a drained process has ended, on a thread that may block
     */
    public ImuProtocol(
            String name,
            ImuSettings settings,
            List<HandlerType> types,
            Supplier<Id> ids,
            UsersFile users,
            InstantSource clock,
            LongSupplier nanoTime,
            Runnable processesChanged) {
        this.nanoTime = nanoTime;
        this.processesChanged = processesChanged;
        Counters counters = new Counters();
        Tables tables = new Tables(nanoTime, ids, counters);
        tables.configure(settings);
        this.processes = tables.processNumbers();
        this.group = new ImuGroup(
                settings,
                tables,
                new Work(name, settings.serverPool(), settings.bounds().waiting()),
                new Logins(name, settings, tables, counters, users, clock, nanoTime),
                counters,
                new RepeatLog(LoggerFactory.getLogger(ImuProtocol.class), LOG_INTERVAL, nanoTime),
                types);
    }

    /** Says who answers at the admin port; called before the first connection. */
    public void administration(Administration answers) {
        administration = answers;
    }

    /** Writes a line of the trace; see {@link Trace#line}. */
    public void trace(int level, Supplier<String> text) {
        group.trace.line(level, text);
    }

    /**
     * Closes the connections of a context and forgets it with its handlers.
     *
     * @param start the first digits of the context's id
     * @return how many connections were closed; -1 where there is no such context
     */
    public int disconnect(String start) {
        List<ImuContext> meant = group.tables.allContexts().stream()
                .filter(context -> context.id().toString().startsWith(start))
                .toList();
        int closed = 0;
        for (ImuContext context : meant) {
            closed += group.connections.close(context);
            group.tables.end(context);
        }
        return meant.isEmpty() ? -1 : closed;
    }

    /** Takes new settings while it serves; open connections keep the decoder that they have. */
    public void configure(ImuSettings settings) {
        group.settings(settings);
        group.tables.configure(settings);
        group.work.resize(settings.serverPool(), settings.bounds().waiting());
        group.logins.configure(settings);
        noteProcesses();
    }

    /** Returns the numbers of the processes that need a reconnection port: those that serve, and those that drain. */
    public List<Integer> processes() {
        return group.tables.processNumbers();
    }

    /**
     * Runs a task on a thread that may block.
     *
     * @return false where too much work waits, or the server has ended; then it does not run
     */
    public boolean background(Runnable task) {
        try {
            group.work.execute(task);
            return true;
        } catch (ImuException busy) {
            return false;
        }
    }

    /** Returns what operators may look at. */
    public ImuView view() {
        return new ImuView(group, nanoTime);
    }

    @Override
    public void attach(Group attached, Optional<SessionState> state) {
        state.ifPresent(left -> GroupState.load(left, group.tables, group.types(), nanoTime.getAsLong()));
        group.tables.configure(group.settings());
        group.attached(attached);
        background(() -> group.uploads.clean(System.currentTimeMillis()));
        sweepLater(attached.timers());
    }

    private void sweepLater(Timers timers) {
        sweeper = timers.schedule(sweepInterval(), () -> {
            group.tables.sweep();
            background(group.logins::revoke);
            portsStale |= noteProcesses();
            portsStale = portsStale && !background(processesChanged);
            if (!ended) {
                sweepLater(timers);
            }
        });
    }

    private Duration sweepInterval() {
        Duration quarter = group.settings().handlerTimeout().dividedBy(4);
        return quarter.compareTo(SWEEP) < 0 ? quarter : SWEEP;
    }

    private synchronized boolean noteProcesses() {
        List<Integer> now = group.tables.processNumbers();
        boolean changed = !now.equals(processes);
        processes = now;
        return changed;
    }

    @Override
    public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
        String role = connection.endpoint().role();
        Administration answers = administration;
        if (role.equals(ADMIN) && answers != null) {
            return new AdminSession(connection, answers, group.work);
        }
        if (state.isPresent()) {
            StateReader in = new StateReader(state.get(), Session.SCHEMA, Session.VERSION);
            ImuProcess process = group.tables.process(Math.toIntExact(in.number()));
            return new Session(group, connection, process).restored(in);
        }
        ImuProcess process = role.equals(MAIN)
                ? group.tables.deal()
                : group.tables.process(Integer.parseInt(role.substring(role.indexOf('.') + 1)));
        return new Session(group, connection, process);
    }

    @Override
    public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
        return CompletableFuture.completedFuture(Optional.of(GroupState.save(group.tables, nanoTime.getAsLong())));
    }

    @Override
    public void detached() {
        close();
    }

    /** Ends the server pool; what works goes on to its end. */
    @Override
    public void close() {
        ended = true;
        Timers.Timer timer = sweeper;
        if (timer != null) {
            timer.cancel();
        }
        group.work.close();
        group.trace.close();
        group.logins.close();
    }
}
