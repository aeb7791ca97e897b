package io.fairlead.transport.netty.udp;

import io.fairlead.transport.DatagramBatch;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The datagrams of one wake-up; the same object serves again and again. */
final class Batch implements DatagramBatch {
    private final List<DatagramPacket> packets = new ArrayList<>(64);

    void add(DatagramPacket packet) {
        packets.add(packet);
    }

    /** Lets go of all. */
    void clear() {
        packets.forEach(DatagramPacket::release);
        packets.clear();
    }

    @Override
    public int size() {
        return packets.size();
    }

    @Override
    public InetSocketAddress sender(int index) {
        return packets.get(index).sender();
    }

    @Override
    public ByteBuffer payload(int index) {
        return packets.get(index).content().nioBuffer();
    }
}
