package io.fairlead.dispatcher;

import io.fairlead.dispatcher.balance.Health;
import io.fairlead.dispatcher.firewall.Tickets;
import io.fairlead.dispatcher.registry.Registry;
import io.fairlead.dispatcher.serve.Counters;
import io.fairlead.dispatcher.serve.Work;
import io.fairlead.platform.metrics.MetricSink;

/** The figures of one dispatcher. */
record DispatcherMetrics(String pid, MetricSink out) {
    void collect(Work work, Registry registry) {
        Counters counters = work.counters();
        total("lookups", "Look-ups", counters.lookups.sum());
        total("lookups_not_found", "Look-ups that found nothing", counters.notFound.sum());
        total("bad_requests", "Requests that could not be understood", counters.badRequests.sum());
        total(
                "foreign_servers",
                "Requests for a connection to a server that the registry does not have",
                counters.foreignServers.sum());
        total("stateful_requests", "Requests for a connection by ticket", counters.statefulRequests.sum());
        total("stateless_requests", "Requests with the data in them", counters.statelessRequests.sum());
        total("stateless_failures", "Stateless requests that no server answered", counters.statelessFailures.sum());
        total("try_stateless", "Stateful requests answered with TRY_STATELESS", counters.tryStateless.sum());
        total("connect_failures", "Connections to servers that failed", counters.connectFailures.sum());
        total("relays", "Tickets whose connection was joined to a server", counters.joined.sum());
        total("programs", "Programs that were started", work.programs().started());
        Tickets.Figures tickets = work.tickets().figures();
        total("tickets_issued", "Tickets given out", tickets.issued());
        total("tickets_used", "Tickets shown and good", tickets.used());
        total("tickets_expired", "Tickets not shown in time", tickets.expired());
        total("tickets_refused", "Connections refused for want of a good ticket", tickets.refused());
        now("tickets_unused", "Tickets that may still be shown", tickets.unused());
        now("relays_open", "Joined connections", work.relays());
        now("programs_running", "Programs that run", work.programs().running());
        now("servers", "Servers of the registry", registry.servers().size());
        now(
                "servers_down",
                "Servers whose check fails",
                registry.servers().stream()
                        .filter(server -> work.standings().of(server.key()).health() == Health.DOWN)
                        .count());
    }

    private void total(String name, String help, long value) {
        out.counter("fairlead_dispatcher_" + name + "_total", help, (double) value, "dispatcher", pid);
    }

    private void now(String name, String help, long value) {
        out.gauge("fairlead_dispatcher_" + name, help, (double) value, "dispatcher", pid);
    }
}
