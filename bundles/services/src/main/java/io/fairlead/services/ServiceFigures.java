package io.fairlead.services;

import io.fairlead.platform.metrics.Histogram;
import io.fairlead.platform.metrics.MetricSink;
import io.fairlead.service.TpErrno;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What happened to the calls of one name since the start. */
final class ServiceFigures {
    final LongAdder calls = new LongAdder();
    final LongAdder ended = new LongAdder();
    final LongAdder late = new LongAdder();
    final Histogram latency = Histogram.ofSeconds();
    private final Map<TpErrno, LongAdder> errors = new EnumMap<>(TpErrno.class);

    ServiceFigures() {
        for (TpErrno error : TpErrno.values()) {
            errors.put(error, new LongAdder());
        }
    }

    void error(TpErrno error) {
        LongAdder count = errors.get(error);
        if (count != null) {
            count.increment();
        }
    }

    void collect(String service, MetricSink out) {
        out.counter(
                "fairlead_services_calls_total", "Calls of named services.", (double) calls.sum(), "service", service);
        out.gauge(
                "fairlead_services_calls",
                "Calls that have not ended.",
                (double) Math.max(0, calls.sum() - ended.sum()),
                "service",
                service);
        out.counter(
                "fairlead_services_late_replies_total",
                "Replies that came after the caller's time and were dropped.",
                (double) late.sum(),
                "service",
                service);
        errors.forEach((error, count) -> {
            if (count.sum() > 0) {
                out.counter(
                        "fairlead_services_errors_total",
                        "Calls that ended with an error.",
                        (double) count.sum(),
                        "service",
                        service,
                        "error",
                        error.name());
            }
        });
        latency.collect(
                out, "fairlead_services_call_seconds", "From a call to its reply or error.", "service", service);
    }
}
