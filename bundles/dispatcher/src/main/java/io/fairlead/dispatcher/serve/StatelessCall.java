package io.fairlead.dispatcher.serve;

import io.fairlead.dispatcher.descriptor.Descriptor;
import io.fairlead.dispatcher.descriptor.ServerType;
import io.fairlead.dispatcher.dispatch.DispatchRequest;
import io.fairlead.dispatcher.dispatch.Verdict;
import io.fairlead.dispatcher.link.Backend;
import io.fairlead.transport.HttpExchange;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Answers a stateless request: tries servers until one takes the connection, gives it the request's body and wraps what
 * it says into the response.
 */
final class StatelessCall {
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final int LENGTH_REQUIRED = 411;
    private static final int NOT_ALLOWED = 405;

    private final Work work;
    private final HttpExchange exchange;
    private final DispatchRequest request;
    private final Deque<Verdict> left;
    private final List<Descriptor> failed = new ArrayList<>();
    private String lastFailure = "";
    private volatile boolean gone;

    /**
     * @param left the servers to try, in their order
     */
    StatelessCall(Work work, HttpExchange exchange, DispatchRequest request, Deque<Verdict> left) {
        this.work = work;
        this.exchange = exchange;
        this.request = request;
        this.left = left;
    }

    void begin() {
        exchange.whenAborted(() -> gone = true);
        tryNext();
    }

    private void tryNext() {
        Verdict next = left.pollFirst();
        if (next == null) {
            giveUp();
            return;
        }
        Descriptor server = next.server().descriptor();
        if (server.type().isHttp() && hasBody()) {
            if (server.type() == ServerType.HTTP_GET) {
                new Answer(exchange).fail(NOT_ALLOWED, "The server of " + request.service() + " takes GET alone");
                return;
            }
            if (exchange.headers().first("Content-Length").isEmpty()) {
                new Answer(exchange)
                        .fail(LENGTH_REQUIRED, "The body's length is not said, and an HTTP server needs it");
                return;
            }
        }
        work.connect(next.server(), request)
                .whenComplete((backend, failure) -> exchange.executor().execute(() -> {
                    if (failure == null) {
                        go(next, backend);
                    } else {
                        work.connectFailed(next.server(), failure);
                        failed.add(next.shown());
                        lastFailure = Work.reason(failure);
                        tryNext();
                    }
                }));
    }

    private boolean hasBody() {
        return !exchange.method().equals("GET") && !exchange.method().equals("HEAD");
    }

    private void go(Verdict with, Backend backend) {
        if (gone) {
            backend.connection().abort();
            return;
        }
        Answer answer = new Answer(exchange);
        for (int i = 0; i < failed.size(); i++) {
            answer.add("Used-Server-Info-" + (i + 1), request.dialect().text(failed.get(i)));
        }
        answer.add("Relay-Path", RelayPath.of(exchange, with.server()));
        StatelessRelay relay = with.server().descriptor().type().isHttp()
                ? new HttpRelay(exchange, backend, answer, work, with.server(), request)
                : new RawRelay(exchange, backend, answer, work, with.server());
        relay.begin();
    }

    private void giveUp() {
        work.counters().statelessFailures.increment();
        Answer answer = new Answer(exchange);
        for (int i = 0; i < failed.size(); i++) {
            answer.add("Used-Server-Info-" + (i + 1), request.dialect().text(failed.get(i)));
        }
        if (failed.isEmpty()) {
            answer.fail(NOT_FOUND, "Service not found");
        } else {
            answer.fail(UNAVAILABLE, "No server of " + request.service() + " can be reached: " + lastFailure);
        }
    }
}
