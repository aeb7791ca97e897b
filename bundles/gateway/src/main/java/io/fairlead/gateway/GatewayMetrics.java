package io.fairlead.gateway;

import io.fairlead.gateway.engine.Figures;
import io.fairlead.gateway.engine.GatewayView;
import io.fairlead.platform.metrics.MetricSink;

/** Tells a gateway's figures to whoever shows metrics. */
final class GatewayMetrics {
    private static final String GATEWAY = "gateway";

    private final String pid;
    private final MetricSink out;

    GatewayMetrics(String pid, MetricSink out) {
        this.pid = pid;
        this.out = out;
    }

    void collect(GatewayView view, Figures figures) {
        gauge("connections", "Open connections.", view.connected());
        gauge("in_flight", "Services' requests that wait for a peer's reply.", view.inFlight());
        gauge("waiting", "Services' requests that wait for an idle connection.", view.waiting());
        figures.counters()
                .forEach((name, count) ->
                        counter(name + "_total", name.replace('_', ' ') + " since the start.", count, GATEWAY, pid));
        figures.refusals()
                .forEach((why, count) ->
                        counter("refused_total", "Connections that were refused.", count, GATEWAY, pid, "reason", why));
        figures.badFrames()
                .forEach((why, count) -> counter(
                        "bad_frames_total",
                        "Frames that could not be read or written.",
                        count,
                        GATEWAY,
                        pid,
                        "reason",
                        why));
        figures.errors()
                .forEach((error, count) -> counter(
                        "errors_total", "Requests that failed, both ways.", count, GATEWAY, pid, "error", error));
        figures.services().forEach((name, traffic) -> traffic("service", name, traffic));
        figures.clients().forEach((id, traffic) -> traffic("client", id, traffic));
        traffic("direction", "to-peer", figures.calls());
    }

    private void traffic(String label, String value, Figures.Passed traffic) {
        counter(label + "_requests_total", "Requests.", traffic.count(), GATEWAY, pid, label, value);
        counter(label + "_failures_total", "Requests that failed.", traffic.errors(), GATEWAY, pid, label, value);
        traffic.latency()
                .collect(
                        out,
                        "fairlead_gateway_" + label + "_seconds",
                        "From a request to its reply or error.",
                        GATEWAY,
                        pid,
                        label,
                        value);
    }

    private void gauge(String name, String help, long value) {
        out.gauge("fairlead_gateway_" + name, help, (double) value, GATEWAY, pid);
    }

    private void counter(String name, String help, long value, String... labels) {
        out.counter("fairlead_gateway_" + name, help, (double) value, labels);
    }
}
