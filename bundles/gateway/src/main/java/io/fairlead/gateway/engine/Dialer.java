package io.fairlead.gateway.engine;

import io.fairlead.gateway.settings.Clocks;
import io.fairlead.gateway.settings.EnvironmentTable;
import io.fairlead.gateway.settings.GatewayParser;
import io.fairlead.gateway.settings.GatewaySettings;
import io.fairlead.gateway.settings.GatewaySettings.Mode;
import io.fairlead.transport.Group;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Connects in client mode: to a single server from the start on, to one of several at the first request for it. After a
 * failure it tries again in short, even steps for a while, then ever more rarely.
 */
final class Dialer {
    /** How many failures in a row are answered with the first, shortest pause. */
    private static final int EVEN_STEPS = 20;

    /** A connection that lasted less counts as a failure. */
    private static final Duration STABLE = Duration.ofSeconds(1);

    private static final double JITTER = 0.2;
    private static final int MAX_DOUBLINGS = 20;

    private final Gateway gateway;
    private final RandomGenerator random;
    private final Map<String, Target> targets = new TreeMap<>();
    private @Nullable Group group;
    private boolean ended;

    Dialer(Gateway gateway, RandomGenerator random) {
        this.gateway = gateway;
        this.random = random;
    }

    /** Begins; connections that were handed over are there already, or come next. */
    void start(Group attached) {
        synchronized (this) {
            group = attached;
            ended = false;
        }
        if (isSingle()) {
            gateway.later(Duration.ofMillis(1), () -> fill(""));
        }
    }

    synchronized void end() {
        ended = true;
    }

    /** Takes up changed settings: more connections to a single server are made at once. */
    void changed() {
        if (isSingle()) {
            fill("");
        }
    }

    /**
     * Somebody wants to call a server and there is no connection to it.
     *
     * @return true where one is being made, so that the request may wait for it
     */
    boolean wants(Optional<String> id) {
        if (gateway.settings().mode() != Mode.CLIENT) {
            return false;
        }
        Target target;
        synchronized (this) {
            target = gateway.settings().multiServer() && id.isEmpty() ? anyTarget() : target(id.orElse(""));
            if (target == null || (target.dialing == 0 && gateway.nanoTime() - target.notBeforeNs < 0)) {
                return false;
            }
        }
        fill(target.id);
        return gateway.settings().multiServer();
    }

    private synchronized @Nullable Target anyTarget() {
        return gateway.table().current().ids().stream()
                .map(this::target)
                .filter(each -> each.dialing > 0 || gateway.nanoTime() - each.notBeforeNs >= 0)
                .findFirst()
                .orElse(null);
    }

    private synchronized Target target(String id) {
        return targets.computeIfAbsent(id, each -> new Target(each, gateway.nanoTime()));
    }

    /** Makes as many connections as are missing. */
    private void fill(String id) {
        int missing;
        synchronized (this) {
            Target target = target(id);
            missing = ended ? 0 : gateway.settings().sizes().connections() - target.open - target.dialing;
            target.dialing += Math.max(0, missing);
        }
        for (int i = 0; i < missing; i++) {
            gateway.background(() -> dial(id));
        }
    }

    private void dial(String id) {
        Group at;
        synchronized (this) {
            at = group;
        }
        Optional<InetSocketAddress> address;
        try {
            address = address(id);
        } catch (UnknownHostException unknown) {
            failed(id, "the name " + unknown.getMessage() + " has no address");
            return;
        }
        if (at == null || address.isEmpty()) {
            failed(id, id + " is not in the gateway environment file any more");
            return;
        }
        Clocks clocks = gateway.settings().clocks();
        at.endpoint(GatewayParser.ROLE)
                .connect(address.get(), id, clocks.connect())
                .whenComplete((open, error) -> {
                    if (error != null) {
                        failed(id, String.valueOf(error.getMessage()));
                    }
                });
    }

    private Optional<InetSocketAddress> address(String id) throws UnknownHostException {
        GatewaySettings settings = gateway.settings();
        if (isSingle()) {
            InetAddress host = InetAddress.getByName(settings.remote().orElse(""));
            return Optional.of(new InetSocketAddress(host, settings.port()));
        }
        Optional<EnvironmentTable.Line> line = gateway.table().current().server(id);
        return line.isEmpty()
                ? Optional.empty()
                : Optional.of(new InetSocketAddress(
                        InetAddress.getByName(line.get().host()), line.get().port()));
    }

    /** A connection is open; on its loop. */
    void opened(String id, boolean restored) {
        synchronized (this) {
            Target target = target(id);
            target.open++;
            target.openedNs = gateway.nanoTime();
            if (!restored) {
                target.dialing = Math.max(0, target.dialing - 1);
                target.failures = 0;
                gateway.figures().connects.increment();
            }
        }
    }

    /** A connection has gone: to a single server another is made. */
    void closed(String id) {
        Duration pause;
        synchronized (this) {
            Target target = target(id);
            target.open--;
            boolean stable = gateway.nanoTime() - target.openedNs >= STABLE.toNanos();
            pause = stable ? Duration.ZERO : pause(target);
            target.notBeforeNs = gateway.nanoTime() + pause.toNanos();
        }
        if (isSingle()) {
            gateway.later(pause, () -> fill(id));
        }
    }

    private void failed(String id, String why) {
        Duration pause;
        synchronized (this) {
            Target target = target(id);
            target.dialing = Math.max(0, target.dialing - 1);
            pause = pause(target);
            target.notBeforeNs = gateway.nanoTime() + pause.toNanos();
            gateway.figures().failedConnects.increment();
        }
        gateway.unreachable(id, why);
        gateway.switchboard().unreachable(id.isEmpty() ? Optional.empty() : Optional.of(id), why);
        if (isSingle()) {
            gateway.later(pause, () -> fill(id));
        }
    }

    private Duration pause(Target target) {
        Clocks clocks = gateway.settings().clocks();
        target.failures++;
        int doublings = Math.min(MAX_DOUBLINGS, Math.max(0, target.failures - EVEN_STEPS));
        double millis = Math.min(
                (double) clocks.retryMax().toMillis(), (double) clocks.retry().toMillis() * Math.pow(2, doublings));
        return Duration.ofMillis(Math.round(millis * (1 - JITTER * random.nextDouble())));
    }

    private boolean isSingle() {
        return gateway.settings().mode() == Mode.CLIENT && !gateway.settings().multiServer();
    }

    /** Returns every server with its connections and attempts. */
    synchronized List<GatewayView.ServerLine> lines() {
        List<GatewayView.ServerLine> lines = new ArrayList<>();
        long nowNs = gateway.nanoTime();
        targets.values()
                .forEach(target -> lines.add(new GatewayView.ServerLine(
                        target.id.isEmpty() ? "-" : target.id,
                        target.open,
                        target.dialing,
                        target.failures,
                        Duration.ofNanos(Math.max(0, target.notBeforeNs - nowNs)))));
        return lines;
    }

    private static final class Target {
        final String id;
        int open;
        int dialing;
        int failures;
        long notBeforeNs;
        long openedNs;

        Target(String id, long nowNs) {
            this.id = id;
            this.notBeforeNs = nowNs;
        }
    }
}
