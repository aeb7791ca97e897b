package io.fairlead.dispatcher.check;

import io.fairlead.dispatcher.balance.Health;
import io.fairlead.dispatcher.balance.Standing;
import io.fairlead.dispatcher.balance.Standings;
import io.fairlead.dispatcher.link.Backend;
import io.fairlead.dispatcher.link.Servers;
import io.fairlead.dispatcher.registry.CheckSpec;
import io.fairlead.dispatcher.registry.ServerEntry;
import io.fairlead.dispatcher.settings.BalanceSettings;
import io.fairlead.transport.DetachedException;
import io.fairlead.transport.Group;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the servers that ask for it, each in its own period, and tells their standings what was found. A server counts
 * as down after some failures in a row, and as up again after one success. On the group's event loop.
 */
public final class Checker {
    private static final Logger LOG = LoggerFactory.getLogger(Checker.class);
    private static final Duration TICK = Duration.ofMillis(250);
    private static final int CRASHES = 100;
    private static final int CRASH = 128;

    private final Group group;
    private final Servers servers;
    private final Standings standings;
    private final Supplier<BalanceSettings> settings;
    private final Supplier<List<ServerEntry>> entries;
    private final Clock clock;
    private final Script script;
    private final Map<String, Run> runs = new HashMap<>();

    /**
     * @param group has timers and connectors
     * @param servers connects
     * @param standings is told
     * @param settings limits
     * @param entries the registry's servers at present
     * @param clock tells when a server came back
     * @param home the instance's folder, for scripts
     */
    public Checker(
            Group group,
            Servers servers,
            Standings standings,
            Supplier<BalanceSettings> settings,
            Supplier<List<ServerEntry>> entries,
            Clock clock,
            Path home) {
        this.group = group;
        this.servers = servers;
        this.standings = standings;
        this.settings = settings;
        this.entries = entries;
        this.clock = clock;
        this.script = new Script(home);
    }

    /** Begins; ends with the binding. */
    public void begin() {
        group.timers().schedule(TICK, () -> {
            tick();
            begin();
        });
    }

    private void tick() {
        long nowNs = group.timers().nanoTime();
        Set<String> known = new HashSet<>();
        for (ServerEntry server : entries.get()) {
            known.add(server.key());
            if (server.check().kind() != CheckSpec.Kind.NONE && server.target().isPresent()) {
                Run run = runs.computeIfAbsent(server.key(), key -> new Run(nowNs));
                if (!run.running && !run.off && nowNs - run.dueNs >= 0) {
                    check(server, server.target().get(), run);
                }
            }
        }
        runs.keySet().retainAll(known);
    }

    private void check(ServerEntry server, InetSocketAddress target, Run run) {
        run.running = true;
        long beganNs = group.timers().nanoTime();
        CompletionStage<Outcome> outcome =
                switch (server.check().kind()) {
                    case SCRIPT -> script(server, run, beganNs);
                    case HTTP -> connect(server, target).thenCompose(backend -> HttpCheck.ask(backend, server));
                    default ->
                        connect(server, target).thenApply(backend -> {
                            backend.connection().close();
                            return Outcome.up();
                        });
                };
        outcome.toCompletableFuture()
                .completeOnTimeout(
                        Outcome.down("its check took more than "
                                + settings.get().checkTimeout().toMillis() + " ms"),
                        settings.get().checkTimeout().toMillis(),
                        java.util.concurrent.TimeUnit.MILLISECONDS)
                .whenComplete((found, failure) -> group.executor()
                        .execute(() -> take(server, run, beganNs, failure == null ? found : failed(failure))));
    }

    private CompletionStage<Backend> connect(ServerEntry server, InetSocketAddress target) {
        return servers.connect(
                group, target, server.descriptor().secure(), settings.get().checkTimeout());
    }

    private CompletionStage<Outcome> script(ServerEntry server, Run run, long beganNs) {
        long since =
                run.lastNs == 0 ? 0 : Duration.ofNanos(beganNs - run.lastNs).toSeconds();
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        script.run(server, run.lastExit, run.repetition, since, settings.get().checkTimeout())
                .whenComplete((code, failure) -> {
                    if (failure != null) {
                        outcome.completeExceptionally(failure);
                    } else {
                        group.executor().execute(() -> outcome.complete(exited(run, code)));
                    }
                });
        return outcome;
    }

    private static Outcome exited(Run run, int code) {
        int before = run.lastExit;
        run.repetition = code == before ? run.repetition + 1 : 1;
        run.lastExit = code;
        if (code > CRASH && code < 200 && run.repetition >= CRASHES) {
            run.off = true;
            return new Outcome(
                    java.util.Optional.empty(), 0, true, "its script crashed " + CRASHES + " times in a row");
        }
        Outcome outcome = Outcome.ofExit(code, before);
        run.off = outcome.last();
        return outcome;
    }

    private void take(ServerEntry server, Run run, long beganNs, Outcome found) {
        run.running = false;
        run.lastNs = beganNs;
        boolean failed = found.health().map(health -> health == Health.DOWN).orElse(false);
        run.failures = failed ? run.failures + 1 : 0;
        Duration wait = failed && !server.check().backOff().isZero()
                ? server.check().backOff()
                : server.check().period();
        boolean undecided = failed && run.failures < settings.get().fall();
        run.dueNs = beganNs + wait.toNanos();
        if (undecided || found.health().isEmpty()) {
            return;
        }
        Health before = standings.of(server.key()).health();
        Standing after = standings.change(
                server.key(), standing -> standing.checked(found.health().get(), found.busy(), clock.millis()));
        if (after.health() != before) {
            LOG.info(
                    "{} ({}) is {} now{}",
                    server.key(),
                    server.place(),
                    after.health(),
                    found.note().isEmpty() ? "" : ": " + found.note());
        }
    }

    /** A check that was cut off by a swap says nothing of the server. */
    private static Outcome failed(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause instanceof DetachedException ? Outcome.kept() : Outcome.down(String.valueOf(cause.getMessage()));
    }
}
