package io.fairlead.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A block of addresses, such as {@code 10.0.0.0/8}, {@code ::1} or {@code all}. Equal where written alike. */
public final class Cidr {
    private final String text;
    private final byte[] network;
    private final int prefix;

    private Cidr(String text, byte[] network, int prefix) {
        this.text = text;
        this.network = network;
        this.prefix = prefix;
    }

    /**
     * Reads a block.
     *
     * @param text an address with or without {@code /bits}, {@code all}, or {@code loopback} for the IPv4 one
     * @throws IllegalArgumentException where it is none; host names are not looked up
     */
    public static Cidr parse(String text) {
        if (text.equals("all")) {
            return new Cidr(text, new byte[0], 0);
        }
        String[] halves = (text.equals("loopback") ? "127.0.0.0/8" : text).split("/", -1);
        if (halves.length > 2 || !halves[0].matches("[0-9.]{7,15}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            throw new IllegalArgumentException("no block of addresses: " + text);
        }
        byte[] address;
        try {
            address = InetAddress.getByName(halves[0]).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address: " + text, e);
        }
        int bits = halves.length == 1 ? address.length * 8 : Integer.parseInt(halves[1]);
        if (bits < 0 || bits > address.length * 8) {
            throw new IllegalArgumentException("no block of addresses: " + text);
        }
        return new Cidr(text, address, bits);
    }

    /** Returns whether the block has this address. An IPv4 address in IPv6 form counts as IPv4. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (network.length == 0) {
            return true;
        }
        if (bytes.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += 8) {
            int mask = 0xff << Math.max(0, 8 - (prefix - bit));
            if (((bytes[bit / 8] ^ network[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
