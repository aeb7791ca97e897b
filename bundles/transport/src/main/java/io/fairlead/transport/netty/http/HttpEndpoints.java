package io.fairlead.transport.netty.http;

import io.fairlead.transport.netty.EndpointContext;
import io.fairlead.transport.netty.EndpointFactory;
import java.time.InstantSource;

/** Makes HTTP endpoints. */
public final class HttpEndpoints implements EndpointFactory {
    private final RouteTable routes;
    private final HttpDate date;

    /**
     * @param routes who answers besides the endpoints' owners
     * @param clock the time of day, for the {@code Date} field
     */
    public HttpEndpoints(RouteTable routes, InstantSource clock) {
        this.routes = routes;
        this.date = new HttpDate(clock);
    }

    @Override
    public HttpListener create(EndpointContext context) {
        return new HttpListener(context, routes, date);
    }
}
