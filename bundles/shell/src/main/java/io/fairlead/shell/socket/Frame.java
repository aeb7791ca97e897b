package io.fairlead.shell.socket;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * One piece of a conversation over the socket: a byte for the channel, four for the payload's length (big-endian), the
 * payload.
 *
 * @param channel what it is
 * @param payload its bytes, at most {@value #MOST_BYTES}
 */
@SuppressWarnings("ArrayRecordComponent") // frames are sent and never compared
record Frame(int channel, byte[] payload) {
    /** The longest payload. */
    static final int MOST_BYTES = 65_536;

    /** From the client: bytes of input; for a command its text, ended by an empty one. */
    static final int INPUT = 0;

    /** From the client: the terminal's size, two numbers of four bytes, columns and rows. */
    static final int WINDOW = 1;

    /** To the client: the end, and the exit code in four bytes. */
    static final int END = 0;

    /** To the client: standard output. */
    static final int OUT = 1;

    /** To the client: standard error. */
    static final int ERROR = 2;

    private static final int HEAD = 5;

    /** Returns the frame that ends a conversation. */
    static Frame end(int exitCode) {
        return new Frame(END, ByteBuffer.allocate(4).putInt(exitCode).array());
    }

    /** Returns a frame with a line for the error stream. */
    static Frame error(String sentence) {
        byte[] bytes = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
        return new Frame(ERROR, bytes.length <= MOST_BYTES ? bytes : Arrays.copyOf(bytes, MOST_BYTES));
    }

    /**
     * Reads a frame.
     *
     * @return nothing where the stream has ended between frames
     * @throws IOException where it has ended within one, or is no conversation of this kind
     */
    static Optional<Frame> read(DataInputStream in) throws IOException {
        int channel = in.read();
        if (channel < 0) {
            return Optional.empty();
        }
        int length = in.readInt();
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException(
                    "a frame of " + Integer.toUnsignedLong(length) + " bytes is longer than " + MOST_BYTES);
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return Optional.of(new Frame(channel, payload));
    }

    /** Returns the frame as it goes over the socket. */
    ByteBuffer encoded() {
        return ByteBuffer.allocate(HEAD + payload.length)
                .put((byte) channel)
                .putInt(payload.length)
                .put(payload)
                .flip();
    }
}
