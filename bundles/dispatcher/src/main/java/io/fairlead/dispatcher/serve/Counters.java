package io.fairlead.dispatcher.serve;

import java.util.concurrent.atomic.LongAdder;

/** What has happened since the start. */
public final class Counters {
    /** Look-ups. */
    public final LongAdder lookups = new LongAdder();

    /** Look-ups that found nothing. */
    public final LongAdder notFound = new LongAdder();

    /** Requests that could not be understood. */
    public final LongAdder badRequests = new LongAdder();

    /** Requests for a connection that named a server which the registry does not have. */
    public final LongAdder foreignServers = new LongAdder();

    /** Requests for a connection by ticket. */
    public final LongAdder statefulRequests = new LongAdder();

    /** Requests with the data in them. */
    public final LongAdder statelessRequests = new LongAdder();

    /** Stateless requests that no server answered. */
    public final LongAdder statelessFailures = new LongAdder();

    /** Connections to servers that failed. */
    public final LongAdder connectFailures = new LongAdder();

    /** Tickets whose connection was joined to a server or program. */
    public final LongAdder joined = new LongAdder();

    /** Answers of {@code TRY_STATELESS}. */
    public final LongAdder tryStateless = new LongAdder();
}
