package io.fairlead.transport.netty;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** An endpoint's figures. Bytes are added once a read batch, not once a message. */
public final class Counters {
    /** Open connections. */
    public final AtomicInteger open = new AtomicInteger();

    /** Connections accepted or made; for datagrams, datagrams received. */
    public final LongAdder accepted = new LongAdder();

    /** Refused by the access list. */
    public final LongAdder refusedByAccess = new LongAdder();

    /** Refused by a limit. */
    public final LongAdder refusedByLimit = new LongAdder();

    /** TLS handshakes that failed. */
    public final LongAdder failedHandshakes = new LongAdder();

    /** Closed by a time-out or because the handler left too much unread. */
    public final LongAdder cutOff = new LongAdder();

    /** Closed because the handler threw. */
    public final LongAdder handlerErrors = new LongAdder();

    /** Dropped: datagrams that did not fit a queue. */
    public final LongAdder dropped = new LongAdder();

    /** Bytes read. */
    public final LongAdder bytesRead = new LongAdder();

    /** Bytes written. */
    public final LongAdder bytesWritten = new LongAdder();

    /** Returns all that was refused. */
    public long refused() {
        return refusedByAccess.sum() + refusedByLimit.sum() + failedHandshakes.sum();
    }
}
