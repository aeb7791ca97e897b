package io.fairlead.gateway.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** The other end of a connection: messages of four digits and so many bytes. */
public final class Peer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final AtomicInteger served = new AtomicInteger();

    /** Takes a socket that is connected. */
    public Peer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    static Peer connect(InetSocketAddress address, String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(address, PATIENCE_MILLIS);
        return new Peer(socket);
    }

    /** Sends a message. */
    public synchronized void send(String message) throws IOException {
        out.write(frame(message));
        out.flush();
    }

    /** Sends bytes as they are. */
    public synchronized void sendRaw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Returns a message as it goes over the wire. */
    public static byte[] frame(String message) {
        return (String.format("%04d", message.length()) + message).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Receives a message; the end of the stream is an {@link java.io.EOFException}. */
    public String receive() throws IOException {
        byte[] head = new byte[4];
        in.readFully(head);
        byte[] body = new byte[Integer.parseInt(new String(head, StandardCharsets.ISO_8859_1))];
        in.readFully(body);
        return new String(body, StandardCharsets.ISO_8859_1);
    }

    /** Sends a message and receives one. */
    public String ask(String message) throws IOException {
        send(message);
        return receive();
    }

    /** Returns the next byte; -1 at the end of the stream. */
    public int read() throws IOException {
        return in.read();
    }

    /** Answers every message on a thread of its own until the connection ends. */
    public Peer answering(UnaryOperator<String> answer) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (true) {
                            String message = receive();
                            served.incrementAndGet();
                            send(answer.apply(message));
                        }
                    } catch (IOException ended) {
                        close();
                    }
                },
                "peer-" + socket.getLocalSocketAddress());
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    /** Returns how many messages were answered. */
    public int served() {
        return served.get();
    }

    /** Ends the stream and reads on. */
    public void end() throws IOException {
        socket.shutdownOutput();
    }

    /** Breaks the connection off with a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is closed all the same.
        }
    }
}
