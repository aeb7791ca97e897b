package io.fairlead.shell.socket;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Frames on their way to a client, written by a thread of their own: a channel closes when a thread that writes to it is
 * interrupted, and commands are.
 */
final class Outbox implements Runnable {
    private static final int FRAMES = 64;
    private static final long POLL_MILLIS = 100;

    private final SocketChannel channel;
    private final Runnable moved;
    private final BlockingQueue<Frame> waiting = new ArrayBlockingQueue<>(FRAMES);
    private volatile boolean ended;

    /**
     * @param channel the client
     * @param moved called after each frame that has gone
     */
    Outbox(SocketChannel channel, Runnable moved) {
        this.channel = channel;
        this.moved = moved;
    }

    /**
     * Queues a frame; waits while the client is slow.
     *
     * @throws IOException where the client has gone, or the thread was interrupted
     */
    void send(Frame frame) throws IOException {
        try {
            while (!waiting.offer(frame, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (ended) {
                    throw new IOException("the client has gone");
                }
            }
            if (ended) {
                throw new IOException("the client has gone");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Queues the last frame, giving a client that does not read no longer than the limit. */
    void end(int exitCode, Duration limit) throws InterruptedException {
        if (!waiting.offer(Frame.end(exitCode), limit.toMillis(), TimeUnit.MILLISECONDS)) {
            ended = true;
        }
    }

    /** Writes until the last frame has gone, or the client has. */
    @Override
    public void run() {
        try {
            Frame frame;
            do {
                frame = waiting.take();
                ByteBuffer bytes = frame.encoded();
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                moved.run();
            } while (frame.channel() != Frame.END);
        } catch (IOException e) {
            // The client has gone; its reader sees it too and says so.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended = true;
            waiting.clear();
        }
    }
}
