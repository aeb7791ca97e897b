package io.fairlead.console;

import io.fairlead.platform.log.RepeatLog;
import io.fairlead.platform.metrics.MetricSource;
import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.HttpRoute;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.LoggerFactory;

/** {@code /metrics}: the figures of every {@link MetricSource}. One that throws is left out, counted and named. */
@Component(property = {HttpRoute.ENDPOINT + "=" + ConsoleSettings.Config.ENDPOINT, HttpRoute.PATH + "=/metrics"})
public final class MetricsRoute implements HttpRoute {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<MetricSource> sources = List.of();

    private final RepeatLog repeats;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** Made by the component runtime; the sources come and go. */
    @Activate
    public MetricsRoute() {
        this.repeats =
                new RepeatLog(LoggerFactory.getLogger(MetricsRoute.class), Duration.ofMinutes(10), System::nanoTime);
    }

    MetricsRoute(List<MetricSource> sources) {
        this();
        this.sources = sources;
    }

    @Override
    public void handle(HttpExchange exchange) {
        Replies.reply(exchange, 200, TYPE, text());
    }

    private String text() {
        MetricsText text = new MetricsText();
        for (MetricSource source : sources) {
            try {
                source.collect(text);
            } catch (RuntimeException e) {
                failures.incrementAndGet();
                repeats.warn(
                        source.getClass().getName(),
                        "The figures of " + source.getClass().getName() + " are missing from /metrics: " + e);
            }
        }
        text.counter(
                "fairlead_metrics_source_failures_total",
                "Sources that threw while they were asked for their figures",
                (double) failures.get());
        text.counter(
                "fairlead_metrics_samples_refused_total",
                "Samples left out: a name that is none, a family of two types, a series given twice",
                (double) refused.addAndGet(text.refused()));
        return text.toString();
    }
}
