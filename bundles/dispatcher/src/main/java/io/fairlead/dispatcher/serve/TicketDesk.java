package io.fairlead.dispatcher.serve;

import io.fairlead.dispatcher.descriptor.ServerType;
import io.fairlead.dispatcher.dispatch.DispatchRequest;
import io.fairlead.dispatcher.dispatch.Verdict;
import io.fairlead.dispatcher.firewall.Ticket;
import io.fairlead.dispatcher.firewall.TicketLimitException;
import io.fairlead.dispatcher.registry.ServerEntry;
import io.fairlead.transport.Endpoint;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers stateful requests for a connection: a ticket, or {@code TRY_STATELESS}. */
final class TicketDesk {
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final Work work;
    private final AtomicInteger turn = new AtomicInteger();

    TicketDesk(Work work) {
        this.work = work;
    }

    void answer(DispatchRequest request, List<Verdict> candidates, Answer answer) {
        work.counters().statefulRequests.increment();
        Optional<Verdict> stateful = candidates.stream()
                .filter(each -> takesTickets(each.server(), request))
                .findFirst();
        if (stateful.isPresent()) {
            give(request, stateful.get().server(), answer);
        } else if (candidates.stream()
                .anyMatch(each -> each.server().descriptor().type().isHttp())) {
            work.counters().tryStateless.increment();
            answer.add("Connection-Info", "TRY_STATELESS").ok();
        } else {
            work.counters().notFound.increment();
            answer.fail(NOT_FOUND, Look.NOT_FOUND);
        }
    }

    private static boolean takesTickets(ServerEntry server, DispatchRequest request) {
        if (server.descriptor().secure() && !request.secureTickets()) {
            return false;
        }
        return server.descriptor().type() == ServerType.STANDALONE
                || (server.descriptor().type() == ServerType.NCBID
                        && server.launcher().isPresent());
    }

    private void give(DispatchRequest request, ServerEntry server, Answer answer) {
        Optional<Integer> port = work.portChoice().choose(request, work.open());
        Optional<String> host = port.flatMap(this::host);
        Optional<InetSocketAddress> target = server.target();
        if (port.isEmpty()
                && work.open().official().isEmpty()
                && !server.descriptor().stateful()) {
            work.counters().tryStateless.increment();
            answer.add("Connection-Info", "TRY_STATELESS").ok();
            return;
        }
        if (port.isEmpty() || host.isEmpty() || target.isEmpty()) {
            String sentence = "None of the firewall ports that you can reach is served here: "
                    + request.ports().ports() + "; please let ports " + ports() + " through";
            answer.add("NCBI-Message", sentence).fail(NOT_FOUND, sentence);
            return;
        }
        try {
            Ticket ticket = work.tickets()
                    .issue(
                            new Ticket(
                                    0,
                                    server.service(),
                                    server.key(),
                                    target.get(),
                                    server.descriptor().type() == ServerType.NCBID,
                                    request.caller().address(),
                                    request.platform(),
                                    work.clock().millis()
                                            + work.settings()
                                                    .firewall()
                                                    .ticketLife()
                                                    .toMillis()),
                            work.clock().millis());
            String tls = server.descriptor().secure() ? "$" : "";
            answer.add("Connection-Info", host.get() + " " + port.get() + " " + ticket.text() + tls);
            if (request.firewallFailed() && work.open().fallback().isEmpty()) {
                answer.add(
                        "NCBI-Message",
                        "Please make sure your firewall does not block ports " + ports() + " bound for " + host.get());
            }
            answer.ok();
        } catch (TicketLimitException e) {
            answer.fail(UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private String ports() {
        List<Integer> official = work.open().official();
        return official.isEmpty() ? "(none)" : official.get(0) + "-" + official.get(official.size() - 1);
    }

    /** The address that clients are told: as set, in turn, or the one that the port is bound to. */
    private Optional<String> host(int port) {
        List<String> advertised = work.settings().firewall().advertise();
        if (!advertised.isEmpty()) {
            return Optional.of(advertised.get(Math.floorMod(turn.getAndIncrement(), advertised.size())));
        }
        return work.group().endpoints().stream()
                .map(Endpoint::address)
                .flatMap(Optional::stream)
                .filter(at -> at.getPort() == port && at.getAddress() instanceof Inet4Address)
                .map(at -> at.getAddress().getHostAddress())
                .findFirst();
    }
}
