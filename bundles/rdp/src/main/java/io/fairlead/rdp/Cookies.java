package io.fairlead.rdp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Cookies that prove an address without anything being kept for it: a code over address, port and incarnation under a
 * key that changes with time.
 */
final class Cookies {
    static final int BYTES = 16;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final long LIFE = 30_000 * Rtt.MILLI;

    private final RandomGenerator random;
    private byte[] key;
    private byte[] lastKey;
    private long changedAt;

    Cookies(RandomGenerator random, long now) {
        this.random = random;
        key = newKey();
        lastKey = key;
        changedAt = now;
    }

    byte[] cookie(InetSocketAddress address, int epoch, long now) {
        renew(now);
        return code(key, address, epoch);
    }

    /** Returns whether that cookie was given to that address within the last 30 to 60 seconds. */
    boolean valid(byte[] cookie, InetSocketAddress address, int epoch, long now) {
        renew(now);
        return MessageDigest.isEqual(cookie, code(key, address, epoch))
                || MessageDigest.isEqual(cookie, code(lastKey, address, epoch));
    }

    private void renew(long now) {
        if (now - changedAt > LIFE) {
            lastKey = now - changedAt > 2 * LIFE ? newKey() : key;
            key = newKey();
            changedAt = now;
        }
    }

    private byte[] newKey() {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] code(byte[] key, InetSocketAddress address, int epoch) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(address.getAddress().getAddress());
            mac.update(ByteBuffer.allocate(2 * Integer.BYTES)
                    .putInt(address.getPort())
                    .putInt(epoch)
                    .flip());
            return java.util.Arrays.copyOf(mac.doFinal(), BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no " + ALGORITHM, e);
        }
    }
}
