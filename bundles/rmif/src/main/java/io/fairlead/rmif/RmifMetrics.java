package io.fairlead.rmif;

import io.fairlead.platform.metrics.MetricSink;
import io.fairlead.platform.metrics.MetricSource;
import io.fairlead.rdp.Count;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The figures of all RMIF servers. */
@Component
public final class RmifMetrics implements MetricSource {
    private final List<RmifServer> servers = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addServer(RmifServer server) {
        servers.add(server);
    }

    void removeServer(RmifServer server) {
        servers.remove(server);
    }

    @Override
    public void collect(MetricSink out) {
        for (RmifServer server : servers) {
            server.remotes().ifPresent(remotes -> {
                out.gauge("fairlead_rmif_remotes", "Remotes", remotes.remotes(), "server", server.pid());
                for (Count count : Count.values()) {
                    String name = count.name().toLowerCase(Locale.ROOT);
                    out.counter(
                            "fairlead_rmif_" + name + "_total",
                            "RMIF: " + name.replace('_', ' '),
                            (double) remotes.total(count),
                            "server",
                            server.pid());
                }
            });
        }
    }
}
