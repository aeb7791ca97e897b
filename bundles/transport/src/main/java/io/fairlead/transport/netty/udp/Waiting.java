package io.fairlead.transport.netty.udp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Datagrams that arrived while nobody could take them: a read that was pending when reading stopped still delivers. Each
 * is copied, so that it does not hold the large buffer that it was read into.
 */
final class Waiting {
    /** The most that wait. */
    static final int MOST = 1024;

    private final Deque<DatagramPacket> packets = new ArrayDeque<>();

    /**
     * Takes a datagram over.
     *
     * @return false where there is no room; it is dropped
     */
    boolean add(ByteBufAllocator allocator, DatagramPacket packet) {
        try {
            if (packets.size() >= MOST) {
                return false;
            }
            ByteBuf copy = allocator.buffer(Math.max(1, packet.content().readableBytes()));
            packets.add(packet.replace(copy.writeBytes(packet.content())));
            return true;
        } finally {
            packet.release();
        }
    }

    boolean isEmpty() {
        return packets.isEmpty();
    }

    /** Moves all of them, in order of arrival. */
    void moveTo(Batch batch) {
        packets.forEach(batch::add);
        packets.clear();
    }

    /** Lets go of all. */
    void clear() {
        packets.forEach(DatagramPacket::release);
        packets.clear();
    }
}
