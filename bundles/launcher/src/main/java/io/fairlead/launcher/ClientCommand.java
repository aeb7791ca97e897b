package io.fairlead.launcher;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Talks to a running instance through its socket: a line that says what is wanted, then frames both ways.
 *
 * @see Frame
 */
final class ClientCommand {
    private final DataInputStream from;
    private final DataOutputStream to;
    private final Lock sending = new ReentrantLock();

    private ClientCommand(InputStream from, OutputStream to) {
        this.from = new DataInputStream(new BufferedInputStream(from, Frame.LONGEST));
        this.to = new DataOutputStream(new BufferedOutputStream(to, Frame.LONGEST));
    }

    /**
     * Has a command run by the instance in a home.
     *
     * @throws LaunchException if there is no instance, or the connection breaks
     */
    static ExitStatus exec(Path home, String command, PrintStream out, PrintStream errors) {
        try (SocketChannel channel = connect(home)) {
            ClientCommand client = of(channel);
            client.header("exec");
            byte[] text = command.getBytes(StandardCharsets.UTF_8);
            client.send(Frame.INPUT, text, text.length);
            client.send(Frame.INPUT, new byte[0], 0);
            return client.receive(out, errors);
        } catch (IOException e) {
            throw lost(home, e);
        }
    }

    /**
     * Gives the terminal to a shell of the instance in a home; the script has made the terminal raw.
     *
     * @throws LaunchException if there is no instance, or the connection breaks
     */
    static ExitStatus shell(Path home, InputStream in, PrintStream out, PrintStream errors) {
        try (SocketChannel channel = connect(home)) {
            ClientCommand client = of(channel);
            Window window = Window.now();
            client.header("shell " + window.columns() + " " + window.rows() + " " + Window.terminal());
            Window.onChange(client::window);
            Thread input = new Thread(() -> client.forward(in), "fairlead-input");
            input.setDaemon(true);
            input.start();
            return client.receive(out, errors);
        } catch (IOException e) {
            throw lost(home, e);
        }
    }

    private static SocketChannel connect(Path home) {
        Path socket = home.resolve("run").resolve("fairlead.sock");
        String cure = "; start one with: fairlead run --home " + home;
        if (!Files.exists(socket)) {
            throw new LaunchException(ExitCode.NO_INSTANCE, "No instance runs in " + home + cure);
        }
        try {
            return SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (SocketException e) {
            String why = String.valueOf(e.getMessage());
            throw new LaunchException(
                    ExitCode.NO_INSTANCE,
                    why.contains("refused")
                            ? "No instance runs in " + home + cure
                            : "The instance in " + home + " cannot be reached through " + socket + ": " + why + ".",
                    e);
        } catch (IOException e) {
            throw lost(home, e);
        }
    }

    private static ClientCommand of(SocketChannel channel) {
        return new ClientCommand(ChannelStreams.input(channel), ChannelStreams.output(channel));
    }

    private static LaunchException lost(Path home, IOException e) {
        return new LaunchException(
                ExitCode.CONNECTION_LOST,
                "The connection to the instance in " + home + " was lost"
                        + (e instanceof EOFException ? "" : ": " + Causes.sentence(e)) + ".",
                e);
    }

    private void header(String line) throws IOException {
        to.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        to.flush();
    }

    private void send(int channel, byte[] bytes, int length) throws IOException {
        sending.lock();
        try {
            Frame.write(to, channel, bytes, length);
        } finally {
            sending.unlock();
        }
    }

    private void forward(InputStream in) {
        byte[] bytes = new byte[8192];
        try {
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (read > 0) {
                    send(Frame.INPUT, bytes, read);
                }
            }
            send(Frame.INPUT, bytes, 0);
        } catch (IOException e) {
            // The instance has gone; the side that reads from it says so.
        }
    }

    private void window(Window window) {
        byte[] size = ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(window.columns())
                .putInt(window.rows())
                .array();
        try {
            send(Frame.WINDOW, size, size.length);
        } catch (IOException e) {
            // The instance has gone; the side that reads from it says so.
        }
    }

    private ExitStatus receive(PrintStream out, PrintStream errors) throws IOException {
        while (true) {
            Frame frame = Frame.read(from);
            ByteBuffer payload = frame.payload();
            switch (frame.channel()) {
                case Frame.OUTPUT -> copy(payload, out);
                case Frame.ERROR -> copy(payload, errors);
                case Frame.END -> {
                    if (payload.remaining() != Integer.BYTES) {
                        throw new IOException("an end without an exit code");
                    }
                    return new ExitStatus(payload.getInt() & 0xff);
                }
                default -> throw new IOException("a frame on the unknown channel " + frame.channel());
            }
        }
    }

    private static void copy(ByteBuffer from, PrintStream to) {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        to.write(bytes, 0, bytes.length);
        to.flush();
    }
}
