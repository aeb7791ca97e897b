package io.fairlead.transport.netty.group;

import io.fairlead.platform.metrics.MetricSink;
import io.fairlead.platform.metrics.MetricSource;
import io.fairlead.transport.netty.Counters;
import java.util.concurrent.atomic.LongAdder;

/** The figures of all endpoints. */
public final class GroupsMetrics implements MetricSource {
    private static final String PREFIX = "fairlead_transport_";

    private final Groups groups;

    /** @param groups whose figures they are */
    public GroupsMetrics(Groups groups) {
        this.groups = groups;
    }

    @Override
    public void collect(MetricSink out) {
        out.gauge(
                PREFIX + "connections_in_all",
                "Open connections of all endpoints.",
                groups.shared().quota().open());
        groups.hosts().forEach(host -> host.slots().forEach(slot -> collect(out, host.key(), slot)));
    }

    private static void collect(MetricSink out, String group, Slot slot) {
        Counters counters = slot.socket().counters();
        String[] labels = {"group", group, "endpoint", slot.role()};
        out.gauge(PREFIX + "connections", "Open connections.", counters.open.get(), labels);
        count(out, "accepted_total", "Accepted or made.", counters.accepted, labels);
        count(out, "refused_by_access_total", "Refused by the access list.", counters.refusedByAccess, labels);
        count(out, "refused_by_limit_total", "Refused by a limit.", counters.refusedByLimit, labels);
        count(out, "failed_handshakes_total", "TLS handshakes that failed.", counters.failedHandshakes, labels);
        count(out, "cut_off_total", "Closed by a time-out or limit.", counters.cutOff, labels);
        count(out, "handler_errors_total", "Closed because the protocol failed.", counters.handlerErrors, labels);
        count(out, "dropped_total", "Datagrams dropped.", counters.dropped, labels);
        count(out, "read_bytes_total", "Bytes read.", counters.bytesRead, labels);
        count(out, "written_bytes_total", "Bytes written.", counters.bytesWritten, labels);
        slot.socket().collect(out, labels);
    }

    private static void count(MetricSink out, String name, String help, LongAdder value, String... labels) {
        out.counter(PREFIX + name, help, (double) value.sum(), labels);
    }
}
