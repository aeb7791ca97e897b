package io.fairlead.rmif;

import io.fairlead.midas.BlueHeader;
import io.fairlead.rdp.Count;
import io.fairlead.rdp.GapPolicy;
import io.fairlead.rdp.Session;
import io.fairlead.rdp.wire.Func;
import io.fairlead.rdp.wire.Table;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The shell's commands of the scope {@code rmif}; remotes are written {@code host:port}. */
@Component(
        service = RmifCommands.class,
        property = {
            "osgi.command.scope=rmif",
            "osgi.command.function=open",
            "osgi.command.function=get",
            "osgi.command.function=set",
            "osgi.command.function=keys",
            "osgi.command.function=watch",
            "osgi.command.function=stat"
        })
public final class RmifCommands {
    private static final long PATIENCE_SECONDS = 10;

    private final List<RmifServer> servers = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addServer(RmifServer server) {
        servers.add(server);
    }

    void removeServer(RmifServer server) {
        servers.remove(server);
    }

    /** Opens a session and tells what there is. */
    public String open(String remote) {
        return keys(remote);
    }

    /** Asks for the names of properties, pipes and messages. */
    public String keys(String remote) {
        return ask(remote, Func.KEYS, "").replace('|', '\n');
    }

    /** Asks for properties' values. */
    public String get(String remote, String... names) {
        Table table = Table.EMPTY;
        for (String name : names) {
            table = table.with(name, "?");
        }
        return lines(ask(remote, Func.GET, table.toString()));
    }

    /** Sets properties; each is written {@code NAME=VALUE}. */
    public String set(String remote, String... pairs) {
        Table table = Table.EMPTY;
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                return "'" + pair + "' is no pair; write NAME=VALUE";
            }
            table = table.with(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return lines(ask(remote, Func.SET, table.toString()));
    }

    /** Follows a pipe for some seconds and tells what came. */
    public String watch(String remote, String pipe, int seconds) throws InterruptedException {
        Remotes remotes = remotes();
        AtomicLong frames = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        AtomicLong skipped = new AtomicLong();
        InetSocketAddress address = address(remote);
        BlueHeader header = await(
                remote,
                remotes.call(() -> remotes.client().follow(remotes.remote(address), pipe, GapPolicy.DROP, frame -> {
                            frames.incrementAndGet();
                            bytes.addAndGet(frame.data().remaining());
                            skipped.addAndGet(frame.skipped());
                        }))
                        .thenCompose(Function.identity()));
        TimeUnit.SECONDS.sleep(Math.max(1, Math.min(seconds, 60)));
        await(remote, remotes.call(() -> {
            remotes.client().unfollow(remotes.remote(address), pipe);
            return true;
        }));
        return String.format(
                Locale.ROOT,
                "%s: type %d, format %s, %d frames, %d bytes, %d bytes skipped",
                pipe,
                header.type(),
                header.format(),
                frames.get(),
                bytes.get(),
                skipped.get());
    }

    /** Tells the sessions of every server. */
    public String stat() {
        StringBuilder out = new StringBuilder();
        for (RmifServer server : servers) {
            server.remotes()
                    .ifPresent(remotes -> out.append(await(server.pid(), remotes.call(() -> stat(server, remotes)))));
        }
        return out.isEmpty() ? "there is no RMIF server" : out.substring(0, out.length() - 1);
    }

    private static String stat(RmifServer server, Remotes remotes) {
        List<Session> sessions = remotes.node().sessions();
        StringBuilder out = new StringBuilder(server.pid() + ": " + sessions.size() + " remotes\n");
        for (Session each : sessions) {
            out.append(String.format(
                    Locale.ROOT,
                    "  %s %s %s, RTT %.1f ms, %d sent, %d received, %d resent, %d failed, %d frames dropped, "
                            + "%d channels%n",
                    each.client() ? "to" : "from",
                    Remotes.id(each),
                    each.phase(),
                    each.roundTripNanos() / 1e6,
                    each.counts().get(Count.SENT),
                    each.counts().get(Count.RECEIVED),
                    each.counts().get(Count.RESENT),
                    each.counts().get(Count.FAILED),
                    each.counts().get(Count.FRAMES_DROPPED),
                    remotes.channels().of(each).size()));
        }
        return out.toString();
    }

    private String ask(String remote, Func func, String text) {
        Remotes remotes = remotes();
        InetSocketAddress address = address(remote);
        return await(
                remote,
                remotes.call(() -> remotes.client().ask(remotes.remote(address), func, text))
                        .thenCompose(Function.identity()));
    }

    private Remotes remotes() {
        return servers.stream()
                .flatMap(each -> each.remotes().stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "There is no RMIF server to ask with; write a file etc/io.fairlead.rmif-NAME.cfg."));
    }

    private static InetSocketAddress address(String remote) {
        int colon = remote.lastIndexOf(':');
        String port = remote.substring(colon + 1);
        if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new IllegalArgumentException("'" + remote + "' is no remote; write HOST:PORT");
        }
        InetSocketAddress address = new InetSocketAddress(remote.substring(0, colon), Integer.parseInt(port));
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("there is no host " + remote.substring(0, colon));
        }
        return address;
    }

    private static <T> T await(String remote, CompletableFuture<T> answer) {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = java.util.Objects.requireNonNullElse(e.getCause(), e);
            throw new IllegalStateException(String.valueOf(cause.getMessage()), cause);
        } catch (TimeoutException e) {
            throw new IllegalStateException(remote + " has not answered within " + PATIENCE_SECONDS + " s.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String lines(String table) {
        StringBuilder out = new StringBuilder();
        Table.parse(table)
                .entries()
                .forEach((key, value) ->
                        out.append(key).append('=').append(value).append('\n'));
        return out.isEmpty() ? "" : out.substring(0, out.length() - 1);
    }
}
