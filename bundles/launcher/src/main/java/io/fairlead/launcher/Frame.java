package io.fairlead.launcher;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One frame of the conversation over an instance's socket: a byte that names the channel, four bytes of length, most
 * significant first, and as many bytes of payload.
 *
 * @param channel what the payload is
 * @param payload at most {@link #LONGEST} bytes
 */
record Frame(int channel, ByteBuffer payload) {
    /** The longest payload, in bytes. */
    static final int LONGEST = 65536;

    /** From the client: input. An empty frame ends it. */
    static final int INPUT = 0;
    /** From the client: the window's columns and rows, four bytes each. */
    static final int WINDOW = 1;

    /** To the client: the end; four bytes of exit code. */
    static final int END = 0;
    /** To the client: standard output. */
    static final int OUTPUT = 1;
    /** To the client: standard error. */
    static final int ERROR = 2;

    /**
     * Reads a frame.
     *
     * @throws EOFException if the other side closed before a whole frame
     * @throws IOException if the length is out of range
     */
    static Frame read(DataInputStream from) throws IOException {
        int channel = from.readUnsignedByte();
        int length = from.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("a frame of " + length + " bytes, where at most " + LONGEST + " are allowed");
        }
        byte[] payload = new byte[length];
        from.readFully(payload);
        return new Frame(channel, ByteBuffer.wrap(payload));
    }

    /** Writes bytes as one frame, or as several where they are too long for one. */
    static void write(DataOutputStream to, int channel, byte[] bytes, int length) throws IOException {
        int at = 0;
        do {
            int part = Math.min(LONGEST, length - at);
            to.writeByte(channel);
            to.writeInt(part);
            to.write(bytes, at, part);
            at += part;
        } while (at < length);
        to.flush();
    }
}
