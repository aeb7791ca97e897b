package io.fairlead.transport.netty.http;

import io.fairlead.platform.metrics.MetricSink;
import java.util.concurrent.atomic.LongAdder;

/** An HTTP endpoint's figures; any thread. */
public final class HttpCounters {
    /** Exchanges begun. */
    public final LongAdder exchanges = new LongAdder();

    /** Requests that were refused because they are malformed or too large. */
    public final LongAdder refused = new LongAdder();

    /** Connections closed because a request or a body did not go on. */
    public final LongAdder timedOut = new LongAdder();

    /** Exchanges that the handler broke by an exception. */
    public final LongAdder handlerErrors = new LongAdder();

    /** Exchanges that ended because the peer went away. */
    public final LongAdder aborted = new LongAdder();

    /** WebSockets opened. */
    public final LongAdder webSockets = new LongAdder();

    /** WebSockets closed because of what the peer sent. */
    public final LongAdder webSocketErrors = new LongAdder();

    /**
     * Tells the figures.
     *
     * @param labels the labels that say which endpoint it is, names and values in turn
     */
    public void collect(MetricSink out, String... labels) {
        tell(out, "exchanges", "HTTP exchanges begun.", exchanges, labels);
        tell(out, "refused", "HTTP requests refused as malformed or too large.", refused, labels);
        tell(out, "timed_out", "HTTP connections closed because a message did not go on.", timedOut, labels);
        tell(out, "handler_errors", "HTTP exchanges that a handler's exception ended.", handlerErrors, labels);
        tell(out, "aborted", "HTTP exchanges that the peer left.", aborted, labels);
        tell(out, "websockets", "WebSockets opened.", webSockets, labels);
        tell(out, "websocket_errors", "WebSockets closed for what the peer sent.", webSocketErrors, labels);
    }

    private static void tell(MetricSink out, String name, String help, LongAdder figure, String... labels) {
        out.counter("fairlead_transport_http_" + name + "_total", help, (double) figure.sum(), labels);
    }
}
