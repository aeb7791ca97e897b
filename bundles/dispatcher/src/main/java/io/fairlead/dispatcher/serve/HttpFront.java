package io.fairlead.dispatcher.serve;

import io.fairlead.dispatcher.dispatch.BadRequestException;
import io.fairlead.dispatcher.dispatch.DispatchRequest;
import io.fairlead.dispatcher.dispatch.RequestReader;
import io.fairlead.dispatcher.dispatch.Verdict;
import io.fairlead.transport.HttpExchange;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** Finds out what an HTTP request is: a look-up, a request for a connection, or a page for people. */
final class HttpFront {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int LOOP = 508;
    private static final String TOO_OLD =
            "This program asks in a way that is no longer supported; please get a newer version of it";

    private final Work work;
    private final Look look;
    private final Candidates candidates;
    private final TicketDesk desk;
    private final CheckPage checkPage;

    HttpFront(Work work) {
        this.work = work;
        this.look = new Look(work);
        this.candidates = new Candidates(work);
        this.desk = new TicketDesk(work);
        this.checkPage = new CheckPage(work);
    }

    void handle(HttpExchange exchange) {
        switch (exchange.path()) {
            case "/Service/dispd.cgi" -> dispatch(exchange, false, false);
            case "/Service/ncbid.cgi" -> dispatch(exchange, true, false);
            case "/Service/nph-dispd.cgi" -> dispatch(exchange, false, true);
            case "/Service/nph-ncbid.cgi" -> dispatch(exchange, true, true);
            case "/Service/fwd_check.cgi", "/check" -> checkPage.answer(exchange);
            case "/" ->
                exchange.reply(
                        200,
                        "text/plain; charset=utf-8",
                        "A service dispatcher. Clients ask /Service/dispd.cgi; /check says whether the firewall's ports"
                                + " answer.\n");
            default ->
                exchange.reply(
                        NOT_FOUND,
                        "text/plain; charset=utf-8",
                        "There is nothing here; clients ask /Service/dispd.cgi.\n");
        }
    }

    private void dispatch(HttpExchange exchange, boolean programs, boolean old) {
        Answer answer = new Answer(exchange);
        if (old) {
            answer.add("NCBI-Message", TOO_OLD);
        }
        if (!List.of("GET", "POST", "HEAD").contains(exchange.method())) {
            answer.add("Allow", "GET, HEAD, POST").fail(NOT_ALLOWED, "Only GET, HEAD and POST are answered here");
            return;
        }
        DispatchRequest request;
        try {
            request = new RequestReader(exchange.headers(), work.settings().inside())
                    .read(exchange.query().orElse(""), exchange.remoteAddress().getAddress());
        } catch (BadRequestException e) {
            work.counters().badRequests.increment();
            answer.fail(BAD_REQUEST, String.valueOf(e.getMessage()));
            return;
        }
        if (request.mode().lookup()) {
            look.answer(request, answer);
        } else {
            connect(exchange, request, programs, answer);
        }
    }

    private void connect(HttpExchange exchange, DispatchRequest request, boolean programs, Answer answer) {
        Optional<List<Verdict>> servers = candidates.of(request, programs);
        if (servers.isEmpty()) {
            work.counters().foreignServers.increment();
            answer.fail(NOT_FOUND, "Used-Server-Info is no server of this service");
        } else if (request.stateful()) {
            desk.answer(request, servers.get(), answer);
        } else if (RelayPath.isLoop(exchange)) {
            answer.fail(LOOP, "The request goes round in circles; see Relay-Path");
        } else {
            work.counters().statelessRequests.increment();
            new StatelessCall(work, exchange, request, new ArrayDeque<>(servers.get())).begin();
        }
    }
}
