package io.fairlead.dispatcher.firewall;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Unused tickets as bytes, for the next dispatcher. */
public final class TicketState {
    private static final int MAX_ADDRESS = 16;

    private TicketState() {}

    /** Returns tickets as bytes. */
    public static byte[] write(List<Ticket> tickets) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(tickets.size());
            for (Ticket ticket : tickets) {
                out.writeInt(ticket.number());
                out.writeUTF(ticket.service());
                out.writeUTF(ticket.server());
                address(out, ticket.target().getAddress());
                out.writeShort(ticket.target().getPort());
                out.writeBoolean(ticket.program());
                address(out, ticket.client());
                out.writeUTF(ticket.platform());
                out.writeLong(ticket.expiresAt());
            }
        } catch (IOException e) {
            throw new IllegalStateException("an array takes everything", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Returns the tickets of such bytes.
     *
     * @throws IOException where they are damaged
     */
    public static List<Ticket> read(byte[] bytes) throws IOException {
        List<Ticket> tickets = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                tickets.add(new Ticket(
                        in.readInt(),
                        in.readUTF(),
                        in.readUTF(),
                        new InetSocketAddress(address(in), in.readUnsignedShort()),
                        in.readBoolean(),
                        address(in),
                        in.readUTF(),
                        in.readLong()));
            }
        }
        return tickets;
    }

    private static void address(DataOutputStream out, InetAddress address) throws IOException {
        byte[] bytes = address.getAddress();
        out.writeByte(bytes.length);
        out.write(bytes);
    }

    private static InetAddress address(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte();
        if (length > MAX_ADDRESS) {
            throw new IOException("an address of " + length + " bytes");
        }
        return InetAddress.getByAddress(in.readNBytes(length));
    }
}
