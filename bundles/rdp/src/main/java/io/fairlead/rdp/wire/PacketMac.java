package io.fairlead.rdp.wire;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The message authentication code of a packet under a key that both sides were given: HMAC-SHA-256 over the whole
 * datagram with zeros in the code's place, cut to 128 bits. For one thread.
 */
public final class PacketMac {
    /** The bytes of a code. */
    public static final int BYTES = 16;

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    /** @param key the shared key; at least one byte */
    public PacketMac(byte[] key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no " + ALGORITHM, e);
        }
    }

    /**
     * Puts the code into a datagram that was written with {@link Ext#AUTHENTIC}.
     *
     * @param datagram all of it, from index 0 to the limit; its position does not count
     */
    public void sign(ByteBuffer datagram) {
        int at = codeAt(datagram);
        byte[] code = code(datagram, at);
        for (int i = 0; i < BYTES; i++) {
            datagram.put(at + i, code[i]);
        }
    }

    /**
     * Tells whether a datagram has the right code.
     *
     * @param packet what was read from it
     * @param datagram all of it, from index 0 to the limit; its position does not count
     */
    public boolean verify(Packet packet, ByteBuffer datagram) {
        if (packet.ext().isEmpty() || !packet.ext().get().has(Ext.AUTHENTIC)) {
            return false;
        }
        int at = codeAt(datagram);
        byte[] found = new byte[BYTES];
        datagram.get(at, found);
        return MessageDigest.isEqual(found, code(datagram, at));
    }

    private byte[] code(ByteBuffer datagram, int at) {
        mac.update(datagram.duplicate().rewind().limit(at));
        mac.update(new byte[BYTES]);
        mac.update(datagram.duplicate().position(at + BYTES));
        return Arrays.copyOf(mac.doFinal(), BYTES);
    }

    /** Returns where the code stands: behind the adjunct's 8-byte values and the block. */
    private static int codeAt(ByteBuffer datagram) {
        int values = Integer.bitCount(datagram.get(1) & 0xF0);
        return Header.BYTES + values * Long.BYTES + Ext.BYTES;
    }
}
