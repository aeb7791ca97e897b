package io.fairlead.services;

import io.fairlead.platform.log.Printable;
import io.fairlead.platform.log.RepeatLog;
import io.fairlead.platform.metrics.MetricSink;
import io.fairlead.service.CallFlag;
import io.fairlead.service.PendingCall;
import io.fairlead.service.Reply;
import io.fairlead.service.Request;
import io.fairlead.service.ServiceCall;
import io.fairlead.service.ServiceException;
import io.fairlead.service.Services;
import io.fairlead.service.TpErrno;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Finds who serves a name, hands over the calls and keeps both clocks. */
final class Broker implements Services {
    private static final Duration ALWAYS = Duration.ofNanos(Long.MAX_VALUE);
    private static final int MAX_NAME = 63;
    private static final int MAX_FIGURES = 1000;
    private static final String OTHER = "other";

    private final Directory directory = new Directory();
    private final Map<String, ServiceFigures> figures = new ConcurrentHashMap<>();
    private final Map<String, Turn> left = new ConcurrentHashMap<>();
    private final AtomicLong nextLeft = new AtomicLong();
    private final WaitingCalls waiting;
    private final ServicePool pool;
    private final ScheduledExecutorService timers;
    private final LongSupplier nanoTime;
    private final RepeatLog log;
    private volatile ServicesSettings settings;

    Broker(
            ServicesSettings settings,
            ServicePool pool,
            ScheduledExecutorService timers,
            LongSupplier nanoTime,
            RepeatLog log) {
        this.settings = settings;
        this.pool = pool;
        this.timers = timers;
        this.nanoTime = nanoTime;
        this.log = log;
        this.waiting = new WaitingCalls(this);
    }

    void update(ServicesSettings changed) {
        settings = changed;
        pool.update(changed.threads(), changed.maxWaiting());
    }

    ServicesSettings settings() {
        return settings;
    }

    void add(String name, Registered service) {
        directory.add(name, service);
        waiting.release(name);
    }

    void remove(String name, long serviceId) {
        directory.remove(name, serviceId, nanoTime.getAsLong());
    }

    @Override
    public Reply call(String name, Request request) throws ServiceException, InterruptedException {
        PendingCall call = callAsync(name, request);
        try {
            return call.await(ALWAYS);
        } catch (InterruptedException e) {
            call.cancel();
            throw e;
        }
    }

    @Override
    public PendingCall callAsync(String name, Request request) {
        BrokerCall call = begin(name, request);
        return request.flags().contains(CallFlag.TPNOREPLY) && !call.done() ? new Accepted() : call;
    }

    @Override
    public List<String> names() {
        return directory.names();
    }

    private BrokerCall begin(String name, Request request) {
        ServiceFigures count = figures(name);
        count.calls.increment();
        long sinceNs = nanoTime.getAsLong();
        BrokerCall call = new BrokerCall(name, count);
        call.reply().whenComplete((reply, error) -> count.latency.record(nanoTime.getAsLong() - sinceNs));
        dispatch(call, name, request, null);
        if (!call.done()) {
            startBlockTime(call, name, request);
        }
        return call;
    }

    /**
     * Gives a call that nobody has to who serves that name. A name such as {@code svcgw@CLI1} that nobody has is
     * {@code svcgw} for the client {@code CLI1}.
     *
     * @param except who has given it back
     */
    void dispatch(BrokerCall call, String name, Request request, @Nullable Registered except) {
        Optional<Registered> found = directory.find(name, except);
        int at = name.indexOf('@');
        if (found.isEmpty() && at > 0) {
            dispatch(call, name.substring(0, at), request.withClientId(name.substring(at + 1)), except);
            return;
        }
        if (found.isEmpty()) {
            absent(call, name, request, except);
            return;
        }
        Turn turn = new Turn(this, call, name, request, found.get());
        if (!call.pass(null, turn) || call.done()) {
            return;
        }
        if (!found.get().blocking()) {
            turn.serve();
            if (!turn.ended()) {
                startServiceTime(turn, name, request);
            }
        } else if (request.flags().contains(CallFlag.TPNOBLOCK) && pool.isBusy()) {
            turn.fail(new ServiceException(TpErrno.TPEBLOCK, name + " would have to wait for a thread"));
        } else if (!pool.execute(turn::run)) {
            turn.fail(new ServiceException(
                    TpErrno.TPEQFULL, name + " cannot be called: max-waiting calls wait for a thread already"));
        }
    }

    private void absent(BrokerCall call, String name, Request request, @Nullable Registered except) {
        OptionalLong goneNs = directory.goneSince(name);
        long absenceNs = settings.absence().toNanos();
        long leftNs = except != null
                ? absenceNs
                : goneNs.isPresent() ? absenceNs - (nanoTime.getAsLong() - goneNs.getAsLong()) : 0;
        if (leftNs > 0) {
            waiting.add(new WaitingCalls.Waiting(call, name, request, except), Duration.ofNanos(leftNs));
        } else if (name.isEmpty() || name.length() > MAX_NAME) {
            call.end(new ServiceException(
                    TpErrno.TPEINVAL, "the name of a service has 1 to " + MAX_NAME + " characters"));
        } else {
            call.end(new ServiceException(TpErrno.TPENOENT, "there is no service " + Printable.text(name)));
        }
    }

    /** Returns whether somebody other than that one serves the name. */
    boolean isServed(String name, @Nullable Registered except) {
        return directory.find(name, except).isPresent();
    }

    private void startBlockTime(BrokerCall call, String name, Request request) {
        Duration time = request.blockTime().orElse(settings.defaultBlockTime());
        if (!time.isZero() && !request.flags().contains(CallFlag.TPNOTIME)) {
            call.blockTimer(later(
                    time,
                    () -> call.end(new ServiceException(
                            TpErrno.TPETIME, "no reply from " + name + " within " + time.toMillis() + " ms"))));
        }
    }

    /** Starts the clock of the service that has the turn. */
    void startServiceTime(Turn turn, String name, Request request) {
        Duration time = turn.service.svcTime().or(request::svcTime).orElse(settings.defaultSvcTime());
        if (!time.isZero()) {
            turn.serviceTimer(later(time, () -> turn.outOfTime(time)));
        }
    }

    Future<?> later(Duration delay, Runnable task) {
        return timers.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Optional<ServiceCall> takeOver(String token) {
        Turn turn = left.remove(token);
        return turn == null ? Optional.empty() : turn.succeed().map(ServiceCall.class::cast);
    }

    /** Keeps a turn for a successor of who has it. */
    String leave(Turn turn) {
        String token = Long.toString(nextLeft.incrementAndGet());
        left.put(token, turn);
        return token;
    }

    void forget(String token) {
        left.remove(token);
    }

    /** Counts a reply that came too late. */
    void late(String name) {
        figures(name).late.increment();
    }

    /** Logs that a service threw. */
    void broke(String name, RuntimeException thrown) {
        log.warn(name, "Service " + name + " broke off with " + Printable.text(String.valueOf(thrown)));
    }

    void collect(MetricSink out) {
        figures.forEach((name, count) -> count.collect(name, out));
        out.gauge("fairlead_services_waiting_calls", "Calls that wait for an absent service.", waiting.size());
        out.gauge("fairlead_services_busy_threads", "Threads that serve a call.", pool.working());
    }

    /** Names that nobody has ever served are counted together, so that callers cannot make up series. */
    private ServiceFigures figures(String name) {
        ServiceFigures known = figures.get(name);
        if (known != null) {
            return known;
        }
        boolean own = figures.size() < MAX_FIGURES && directory.find(name, null).isPresent();
        return figures.computeIfAbsent(own ? name : OTHER, unseen -> new ServiceFigures());
    }
}
