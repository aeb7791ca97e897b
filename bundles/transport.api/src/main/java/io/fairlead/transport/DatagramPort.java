package io.fairlead.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/** A UDP socket as its present handler sees it. */
@ProviderType
public interface DatagramPort {
    /** Returns the endpoint that it is. */
    Endpoint endpoint();

    /** Returns the address that it is bound to. */
    InetSocketAddress localAddress();

    /**
     * Queues one datagram; its bytes are copied. Flushed as a batch at the end of the present read batch when called on
     * the event loop within one, else by {@link #flush}.
     *
     * @param to where to; must be resolved
     * @param payload all remaining bytes, at most 65507
     */
    void send(InetSocketAddress to, ByteBuffer payload);

    /**
     * Queues a train: datagrams of equal size to one peer, which the kernel cuts from one piece where it can.
     *
     * @param to where to; must be resolved
     * @param train all remaining bytes, at most 65507
     * @param segmentSize the size of each datagram; the last may be shorter
     */
    void sendTrain(InetSocketAddress to, ByteBuffer train, int segmentSize);

    /** Sends what is queued, with as few system calls as the system allows. */
    void flush();

    /** Returns false while more is queued than the write buffer's high mark; what is sent then is dropped and counted. */
    boolean isWritable();

    /** Returns timers that end with the binding. */
    Timers timers();

    /** Returns the event loop; tasks are dropped once the handler is detached. */
    Executor executor();
}
