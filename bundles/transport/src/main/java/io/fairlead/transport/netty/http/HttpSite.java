package io.fairlead.transport.netty.http;

import io.fairlead.platform.log.RepeatLog;
import io.fairlead.transport.netty.Counters;
import io.netty.channel.WriteBufferWaterMark;
import java.time.Duration;
import java.util.Set;

/**
 * What the connections of one HTTP endpoint share.
 *
 * @param name group and role
 * @param role the role
 * @param limits what a peer may ask
 * @param idleTimeout without a request, then the connection is closed; zero: never
 * @param gentleClose how long a refused peer may still send
 * @param marks bytes that may be queued for a peer before its handler is told to wait, and to go on
 * @param routes who answers besides the endpoint's owner
 * @param date the time of day
 * @param log takes what peers can cause often
 * @param figures this endpoint's HTTP figures
 * @param counters this endpoint's figures
 * @param open the connections that are open
 */
record HttpSite(
        String name,
        String role,
        HttpLimits limits,
        Duration idleTimeout,
        Duration gentleClose,
        WriteBufferWaterMark marks,
        RouteTable routes,
        HttpDate date,
        RepeatLog log,
        HttpCounters figures,
        Counters counters,
        Set<HttpConnection> open) {}
