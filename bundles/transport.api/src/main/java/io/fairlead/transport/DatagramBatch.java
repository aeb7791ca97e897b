package io.fairlead.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/** Datagrams that arrived together. A train that the kernel joined has been cut apart again. */
@ProviderType
public interface DatagramBatch {
    /** Returns how many there are, at least 1. */
    int size();

    /** Returns who sent the datagram of that index, from 0. */
    InetSocketAddress sender(int index);

    /** Returns the bytes of the datagram of that index, from 0; valid as long as the batch is. */
    ByteBuffer payload(int index);
}
