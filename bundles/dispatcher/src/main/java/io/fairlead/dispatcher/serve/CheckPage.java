package io.fairlead.dispatcher.serve;

import io.fairlead.dispatcher.firewall.FirewallHandler;
import io.fairlead.dispatcher.firewall.PortChoice;
import io.fairlead.dispatcher.link.Backend;
import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.Endpoint;
import io.fairlead.transport.HttpExchange;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Tells whether the firewall's ports answer, as fwd_check.sh does, from the server's side: each gets a line feed and must
 * refuse it. One check at a time; it says nothing of whether a client can reach the ports.
 */
final class CheckPage {
    private static final int OK = 200;
    private static final int BUSY = 503;
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final Work work;
    private final AtomicBoolean busy = new AtomicBoolean();

    CheckPage(Work work) {
        this.work = work;
    }

    void answer(HttpExchange exchange) {
        if (!busy.compareAndSet(false, true)) {
            exchange.reply(BUSY, "text/plain; charset=utf-8", "A check is being made; ask again in a moment.\n");
            return;
        }
        PortChoice.Open open = work.open();
        List<CompletableFuture<String>> lines = new ArrayList<>();
        Stream.of(open.official(), open.relay(), open.fallback())
                .flatMap(List::stream)
                .forEach(port -> lines.add(line(port)));
        CompletableFuture.allOf(lines.toArray(CompletableFuture[]::new)).whenComplete((done, failure) -> {
            busy.set(false);
            StringBuilder text = new StringBuilder("Firewall ports, asked from the server itself. Whether they can be"
                    + " reached from elsewhere, fwd_check.sh shows there.\n");
            lines.forEach(line -> text.append(line.join()).append('\n'));
            exchange.reply(OK, "text/plain; charset=utf-8", text.toString());
        });
    }

    private CompletableFuture<String> line(int port) {
        Optional<InetSocketAddress> at = work.group().endpoints().stream()
                .map(Endpoint::address)
                .flatMap(Optional::stream)
                .filter(address -> address.getPort() == port)
                .findFirst();
        String name = at.map(address -> address.getAddress().getHostAddress()).orElse("?") + ":" + port;
        return at.map(this::ask)
                .orElseGet(() -> CompletableFuture.completedFuture(false))
                .thenApply(good -> good ? name + "\tOK" : name + "\tFAILED\t( telnet " + name.replace(':', ' ') + " )");
    }

    private CompletableFuture<Boolean> ask(InetSocketAddress port) {
        CompletableFuture<Boolean> good = new CompletableFuture<>();
        work.servers().connect(work.group(), port, false, LIMIT).whenComplete((backend, failure) -> {
            if (failure != null) {
                good.complete(false);
            } else {
                backend.connection().write(ByteBuffer.wrap(new byte[] {'\n'}));
                backend.connection().flush();
                backend.use(new Refusal(backend, good));
            }
        });
        return good.completeOnTimeout(false, LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Reads up to the end, and says whether it was the refusal. */
    private static final class Refusal implements ConnectionHandler {
        private final Backend backend;
        private final CompletableFuture<Boolean> good;
        private final StringBuilder said = new StringBuilder();

        Refusal(Backend backend, CompletableFuture<Boolean> good) {
            this.backend = backend;
            this.good = good;
        }

        @Override
        public void onData(ByteBuffer bytes) {
            said.append(StandardCharsets.US_ASCII.decode(bytes));
            if (said.length() > FirewallHandler.REFUSAL.length()) {
                end();
            }
        }

        @Override
        public void onEnd(Connection connection) {
            end();
        }

        @Override
        public void onClosed(String cause) {
            good.complete(false);
        }

        private void end() {
            good.complete(said.toString().equals(FirewallHandler.REFUSAL));
            backend.connection().close();
        }
    }
}
