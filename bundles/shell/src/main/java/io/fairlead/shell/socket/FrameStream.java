package io.fairlead.shell.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Sends what is written as frames, at once. */
final class FrameStream extends OutputStream {
    private final Outbox outbox;
    private final int channel;

    FrameStream(Outbox outbox, int channel) {
        this.outbox = outbox;
        this.channel = channel;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (int at = 0; at < length; at += Frame.MOST_BYTES) {
            int end = Math.min(length, at + Frame.MOST_BYTES);
            outbox.send(new Frame(channel, Arrays.copyOfRange(bytes, from + at, from + end)));
        }
    }
}
