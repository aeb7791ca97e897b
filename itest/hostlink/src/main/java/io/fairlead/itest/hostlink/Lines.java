package io.fairlead.itest.hostlink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Cuts what a peer sends into lines. */
final class Lines {
    private static final int LONGEST = 4096;

    private final ByteBuffer unread = ByteBuffer.allocate(LONGEST);

    /** @param begun a line that has begun, from the last version of the program */
    Lines(ByteBuffer begun) {
        unread.put(begun);
    }

    /**
     * Returns room for what is read next.
     *
     * @throws IOException where a line is too long
     */
    ByteBuffer room() throws IOException {
        if (!unread.hasRemaining()) {
            throw new IOException("a line is longer than " + LONGEST + " bytes");
        }
        return unread;
    }

    /** Takes the next whole line, without its end. */
    Optional<String> next() {
        for (int i = 0; i < unread.position(); i++) {
            if (unread.get(i) == '\n') {
                String line = StandardCharsets.UTF_8
                        .decode(unread.slice(0, i))
                        .toString()
                        .strip();
                unread.flip().position(i + 1);
                unread.compact();
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    /** Returns the line that has begun. */
    ByteBuffer begun() {
        return unread.duplicate().flip();
    }
}
