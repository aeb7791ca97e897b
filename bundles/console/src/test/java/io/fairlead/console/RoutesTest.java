package io.fairlead.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.platform.health.Finding;
import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.health.Status;
import io.fairlead.platform.metrics.MetricSource;
import io.fairlead.transport.HttpRoute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
    @ParameterizedTest
    @CsvSource({"UP, 200", "WARN, 200", "STARTING, 503", "FAILED, 503"})
    void shouldBeReadyWhileEveryPartServes(Status status, int code) {
        FakeExchange exchange = get(new HealthRoute(parts(status)), "GET", "/health/ready");

        assertThat(exchange.status).isEqualTo(code);
        assertThat(exchange.ended).isTrue();
    }

    @Test
    void shouldTellWhatEachPartSaysAsJson() {
        FakeExchange exchange = get(new HealthRoute(parts(Status.WARN)), "GET", "/health/ready");

        assertThat(exchange.headers.first("Content-Type")).contains("application/json");
        assertThat(exchange.body())
                .isEqualTo("{\"status\":\"warn\",\"parts\":[{\"name\":\"io.fairlead.imu~demo\",\"status\":\"warn\","
                        + "\"findings\":[{\"topic\":\"settings\",\"status\":\"warn\","
                        + "\"message\":\"line 3 says \\\"x\\\"\\n\"}],"
                        + "\"endpoints\":{\"main\":\"tcp 127.0.0.1:40000\"}}]}\n");
    }

    @Test
    void shouldBeAliveWhateverThePartsSay() {
        FakeExchange exchange = get(new HealthRoute(parts(Status.FAILED)), "GET", "/health/live");

        assertThat(exchange.status).isEqualTo(200);
        assertThat(exchange.body()).isEqualTo("{\"status\":\"live\"}\n");
    }

    @Test
    void shouldAnswerAHeadWithoutABodyAndRefuseAPost() {
        FakeExchange head = get(new HealthRoute(parts(Status.UP)), "HEAD", "/health/live");
        FakeExchange post = get(new HealthRoute(parts(Status.UP)), "POST", "/health/live");

        assertThat(head.body()).isEmpty();
        assertThat(head.headers.first("Content-Length")).contains("18");
        assertThat(post.status).isEqualTo(405);
        assertThat(post.headers.first("Allow")).contains("GET, HEAD");
    }

    @Test
    void shouldNotFindWhatIsNotThere() {
        assertThat(get(new HealthRoute(parts(Status.UP)), "GET", "/health/live/x").status)
                .isEqualTo(404);
    }

    @Test
    void shouldWriteMetricsInTheTextFormat() {
        List<MetricSource> sources = List.of(
                out -> {
                    out.counter("b_total", "Bytes \\ of\nall", 3, "endpoint", "a\"b\\c\nd", "kind", "x");
                    out.gauge("a_ratio", "A share", 0.25);
                },
                out -> {
                    out.counter("b_total", "Bytes \\ of\nall", 4, "endpoint", "e", "kind", "x");
                    out.gauge("a_limit", "A limit", Double.POSITIVE_INFINITY);
                    out.counter("b_total", "Bytes \\ of\nall", 5, "endpoint", "e", "kind", "x");
                    out.gauge("b_total", "Of another type", 1);
                    out.gauge("no name", "None", 1);
                    out.gauge("c", "Odd", 1, "label");
                },
                out -> {
                    out.gauge("z_before", "Told before it failed", 1);
                    throw new IllegalStateException("broken");
                });

        FakeExchange exchange = get(new MetricsRoute(sources), "GET", "/metrics");

        assertThat(exchange.headers.first("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(exchange.body()).isEqualTo("""
                        # HELP a_limit A limit
                        # TYPE a_limit gauge
                        a_limit +Inf
                        # HELP a_ratio A share
                        # TYPE a_ratio gauge
                        a_ratio 0.25
                        # HELP b_total Bytes \\\\ of\\nall
                        # TYPE b_total counter
                        b_total{endpoint="a\\"b\\\\c\\nd",kind="x"} 3
                        b_total{endpoint="e",kind="x"} 4
                        # HELP fairlead_metrics_samples_refused_total Samples left out: a name that is none, a family\
                         of two types, a series given twice
                        # TYPE fairlead_metrics_samples_refused_total counter
                        fairlead_metrics_samples_refused_total 4
                        # HELP fairlead_metrics_source_failures_total Sources that threw while they were asked for\
                         their figures
                        # TYPE fairlead_metrics_source_failures_total counter
                        fairlead_metrics_source_failures_total 1
                        # HELP z_before Told before it failed
                        # TYPE z_before gauge
                        z_before 1
                        """);
    }

    private static FakeExchange get(HttpRoute route, String method, String path) {
        FakeExchange exchange = new FakeExchange(method, path);
        route.handle(exchange.exchange());
        return exchange;
    }

    private static Parts parts(Status status) {
        return new Parts() {
            @Override
            public Part part(String pid) {
                throw new UnsupportedOperationException(pid);
            }

            @Override
            public List<Report> reports() {
                return List.of(new Report(
                        "io.fairlead.imu~demo",
                        status,
                        List.of(new Finding("settings", status, "line 3 says \"x\"\n")),
                        new LinkedHashMap<>(Map.of("main", "tcp 127.0.0.1:40000"))));
            }

            @Override
            public Status worst() {
                return status;
            }
        };
    }
}
