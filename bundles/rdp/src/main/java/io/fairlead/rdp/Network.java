package io.fairlead.rdp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Where datagrams go. */
@FunctionalInterface
public interface Network {
    /**
     * Sends a datagram, or loses it.
     *
     * @param to where to
     * @param datagram all remaining bytes; the buffer is used again after the call
     */
    void send(InetSocketAddress to, ByteBuffer datagram);
}
