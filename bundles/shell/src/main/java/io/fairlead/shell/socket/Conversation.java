package io.fairlead.shell.socket;

import io.fairlead.shell.CommandLine;
import io.fairlead.shell.Interactive;
import io.fairlead.shell.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Job;

/** One client from its first line to its end. The reading thread is the caller's; two more write and run. */
final class Conversation implements Runnable, AutoCloseable {
    private static final int MOST_COMMAND_BYTES = 1 << 20;
    private static final Duration LAST_FRAME = Duration.ofSeconds(5);

    private final SocketChannel channel;
    private final String who;
    private final CommandProcessor processor;
    private final Interactive interactive;
    private final Executor threads;
    private final Outbox outbox;
    private final LongSupplier nanoTime;
    private final AtomicLong lastByteNs;
    private final CountDownLatch sent = new CountDownLatch(1);
    private volatile boolean begun;
    private volatile boolean terminal;

    Conversation(
            SocketChannel channel,
            String who,
            CommandProcessor processor,
            Interactive interactive,
            Executor threads,
            LongSupplier nanoTime) {
        this.channel = channel;
        this.who = who;
        this.processor = processor;
        this.interactive = interactive;
        this.threads = threads;
        this.nanoTime = nanoTime;
        this.lastByteNs = new AtomicLong(nanoTime.getAsLong());
        this.outbox = new Outbox(channel, this::touch);
    }

    /** Returns how long nothing has come or gone. */
    Duration idle() {
        return Duration.ofNanos(nanoTime.getAsLong() - lastByteNs.get());
    }

    /** Returns whether the client has said what it wants. */
    boolean hasBegun() {
        return begun;
    }

    /** Returns whether it is a terminal. */
    boolean isTerminal() {
        return terminal;
    }

    @Override
    public void run() {
        send();
        try {
            InputStream stream = Channels.newInputStream(channel);
            Header header = Header.read(stream);
            terminal = header.terminal();
            DataInputStream in = new DataInputStream(stream);
            if (terminal) {
                begun = true;
                converse(in, header);
            } else {
                String command = command(in);
                begun = true;
                execute(in, command);
            }
        } catch (IOException e) {
            refuse(String.valueOf(e.getMessage()));
        }
        awaitLastFrame();
    }

    /** Tells a client why it is not served, and ends. */
    void turnAway(String sentence) {
        begun = true;
        send();
        refuse(sentence);
        awaitLastFrame();
    }

    private void send() {
        threads.execute(() -> {
            outbox.run();
            close();
            sent.countDown();
        });
    }

    /** Gives what is still to be sent its time, and then closes. */
    private void awaitLastFrame() {
        try {
            if (!sent.await(LAST_FRAME.toMillis(), TimeUnit.MILLISECONDS)) {
                close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    private void refuse(String sentence) {
        try {
            outbox.send(Frame.error(sentence));
            outbox.end(Outcome.FAILED, LAST_FRAME);
        } catch (IOException e) {
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    private String command(DataInputStream in) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (true) {
            Frame frame =
                    Frame.read(in).orElseThrow(() -> new IOException("The client went before its command's end."));
            touch();
            if (frame.channel() != Frame.INPUT) {
                continue;
            }
            if (frame.payload().length == 0) {
                return text.toString(StandardCharsets.UTF_8);
            }
            if (text.size() + frame.payload().length > MOST_COMMAND_BYTES) {
                throw new IOException("A command has at most " + MOST_COMMAND_BYTES + " bytes.");
            }
            text.write(frame.payload());
        }
    }

    private void execute(DataInputStream in, String command) throws IOException {
        PrintStream out = new PrintStream(new FrameStream(outbox, Frame.OUT), true, StandardCharsets.UTF_8);
        PrintStream error = new PrintStream(new FrameStream(outbox, Frame.ERROR), true, StandardCharsets.UTF_8);
        CommandSession session = processor.createSession(InputStream.nullInputStream(), out, error);
        session.put("GREP_COLORS", "mt=0:fn=0:ln=0:se=0");
        threads.execute(() -> {
            Outcome outcome = new CommandLine(session, who).run(command, out);
            if (!outcome.message().isEmpty()) {
                error.println(outcome.message());
            }
            end(outcome.exitCode());
        });
        try {
            while (Frame.read(in).isPresent()) {
                touch();
            }
        } catch (IOException e) {
            // A broken conversation is as good as one that has ended.
        }
        Job job = session.foregroundJob();
        if (job != null) {
            job.interrupt();
        }
        session.close();
    }

    private void converse(DataInputStream in, Header header) throws IOException {
        FrameStream out = new FrameStream(outbox, Frame.OUT);
        Interactive.Session session = interactive.open(header.window(), out, who);
        threads.execute(() -> {
            session.serve();
            end(Outcome.FINE);
        });
        try {
            for (Optional<Frame> frame = Frame.read(in); frame.isPresent(); frame = Frame.read(in)) {
                touch();
                byte[] payload = frame.get().payload();
                if (frame.get().channel() == Frame.INPUT) {
                    session.typed(payload);
                } else if (frame.get().channel() == Frame.WINDOW && payload.length == 8) {
                    ByteBuffer size = ByteBuffer.wrap(payload);
                    session.resized(size.getInt(), size.getInt());
                }
            }
        } catch (IOException e) {
            // A broken conversation is as good as one that has ended.
        }
        session.hangUp();
    }

    private void touch() {
        lastByteNs.set(nanoTime.getAsLong());
    }

    private void end(int exitCode) {
        try {
            outbox.end(exitCode, LAST_FRAME);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Closing is all that was wanted.
        }
    }
}
