package io.fairlead.gateway.codecs;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The byte strings that end a message, and the byte that takes their meaning from what follows it.
 *
 * @param ends the strings; none begins with another. The first is written
 * @param escape the byte; nothing where a message cannot contain a delimiter
 */
record Delimiters(List<byte[]> ends, Optional<Byte> escape) {
    /**
     * Where a search came to.
     *
     * @param index of the end's first byte; or from where to search on
     * @param length the end's bytes; 0 where none was found
     */
    record Found(int index, int length) {}

    /**
     * Searches for an end.
     *
     * @param in the bytes up to the buffer's limit
     * @param from where to begin: a message's first byte, or where the last search came to
     */
    Found search(ByteBuffer in, int from) {
        int index = from;
        while (index < in.limit()) {
            for (byte[] end : ends) {
                if (in.get(index) == end[0] && Bytes.startsAt(in, index, end)) {
                    return new Found(index, end.length <= in.limit() - index ? end.length : 0);
                }
            }
            boolean escaped = escape.isPresent() && in.get(index) == escape.get();
            if (escaped && index + 1 == in.limit()) {
                return new Found(index, 0);
            }
            index += escaped ? 2 : 1;
        }
        return new Found(index, 0);
    }

    /** Returns the message without escapes: the same buffer where there are none. */
    ByteBuffer unescape(ByteBuffer message) {
        if (escape.isEmpty() || indexOf(message, escape.get()) < 0) {
            return message;
        }
        ByteBuffer plain = ByteBuffer.allocate(message.remaining());
        ByteBuffer from = message.duplicate();
        while (from.hasRemaining()) {
            byte one = from.get();
            plain.put(one == escape.get() && from.hasRemaining() ? from.get() : one);
        }
        return plain.flip();
    }

    /**
     * Writes a message so that no end is found in it.
     *
     * @param out has room for twice the message where there is an escape
     */
    void escape(ByteBuffer message, ByteBuffer out) {
        if (escape.isEmpty()) {
            out.put(message);
            return;
        }
        while (message.hasRemaining()) {
            byte one = message.get();
            if (one == escape.get() || ends.stream().anyMatch(end -> end[0] == one)) {
                out.put(escape.get());
            }
            out.put(one);
        }
    }

    private static int indexOf(ByteBuffer in, byte wanted) {
        for (int i = in.position(); i < in.limit(); i++) {
            if (in.get(i) == wanted) {
                return i;
            }
        }
        return -1;
    }
}
