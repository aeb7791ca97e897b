package io.fairlead.gateway.codecs;

import io.fairlead.platform.settings.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words of one framing or classifier: settings below a prefix.
 *
 * @param in the gateway's settings
 * @param prefix what stands before each word, without the dot
 */
record Words(SettingsReader in, String prefix) {
    private static final int LONGEST = 1 << 28;
    private static final int USUAL = 64 << 10;

    /** Returns the whole name of a setting. */
    String key(String word) {
        return prefix + "." + word;
    }

    /** Returns {@code max}: the longest message either way, in bytes. */
    int max() {
        return (int) in.bytes(key("max"), USUAL, 1, LONGEST);
    }

    int integer(String word, int otherwise, int min, int max) {
        return in.integer(key(word), otherwise, min, max);
    }

    boolean flag(String word, boolean otherwise) {
        return in.flag(key(word), otherwise);
    }

    <E extends Enum<E>> E choice(String word, E otherwise) {
        return in.choice(key(word), otherwise);
    }

    /** Returns bytes written as {@link Bytes} has it. */
    byte[] bytes(String word, byte... otherwise) {
        return in.value(key(word), otherwise, Bytes::parse, "is not written as bytes", Bytes.CURE);
    }

    /** Returns one byte written as {@link Bytes} has it. */
    Optional<Byte> oneByte(String word) {
        byte[] bytes = bytes(word);
        if (bytes.length > 1) {
            in.refuse(key(word), "is more than one byte", "write one, such as 0x7d");
        }
        return bytes.length == 0 ? Optional.empty() : Optional.of(bytes[0]);
    }

    /** Returns byte strings with commas between. */
    List<byte[]> byteStrings(String word, List<byte[]> otherwise) {
        List<byte[]> all = new ArrayList<>();
        for (String each : in.list(key(word))) {
            try {
                all.add(Bytes.parse(each));
            } catch (IllegalArgumentException notBytes) {
                in.refuse(key(word), each + " is not written as bytes", Bytes.CURE);
            }
        }
        return all.isEmpty() ? otherwise : all;
    }

    /** Tells a mistake in a word. */
    void refuse(String word, String message, String cure) {
        in.refuse(key(word), message, cure);
    }
}
