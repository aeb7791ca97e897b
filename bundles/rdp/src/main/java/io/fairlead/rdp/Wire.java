package io.fairlead.rdp;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes and reads what states are made of. */
final class Wire {
    private static final int MOST_BYTES = 1 << 28;

    private Wire() {}

    static void bytes(DataOutputStream out, ByteBuffer bytes) throws IOException {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        out.writeInt(copy.length);
        out.write(copy);
    }

    static ByteBuffer bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST_BYTES || length > in.available()) {
            throw new IOException("a length of " + length);
        }
        return ByteBuffer.wrap(in.readNBytes(length));
    }

    static void address(DataOutputStream out, InetSocketAddress address) throws IOException {
        bytes(out, ByteBuffer.wrap(address.getAddress().getAddress()));
        out.writeShort(address.getPort());
    }

    static InetSocketAddress address(DataInputStream in) throws IOException {
        ByteBuffer bytes = bytes(in);
        byte[] raw = new byte[bytes.remaining()];
        bytes.get(raw);
        return new InetSocketAddress(InetAddress.getByAddress(raw), in.readUnsignedShort());
    }

    static void order(DataOutputStream out, ByteOrder order) throws IOException {
        out.writeBoolean(order == ByteOrder.BIG_ENDIAN);
    }

    static ByteOrder order(DataInputStream in) throws IOException {
        return in.readBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }
}
