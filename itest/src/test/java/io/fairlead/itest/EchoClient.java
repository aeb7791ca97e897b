package io.fairlead.itest;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A client of the echo: a length of four bytes, and so many bytes. */
final class EchoClient implements AutoCloseable {
    private static final int LIMIT_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private byte[] rest = {};

    EchoClient(int port) throws IOException {
        this(InetAddress.getLoopbackAddress(), port);
    }

    EchoClient(InetAddress address, int port) throws IOException {
        socket = new Socket(address, port);
        socket.setSoTimeout(LIMIT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    String call(String text) throws IOException {
        send(text);
        return receive();
    }

    /** Asks how many messages this connection has had. */
    int count() throws IOException {
        return Integer.parseInt(call("count?"));
    }

    void send(String text) throws IOException {
        out.write(frame(text));
    }

    void sendHalf(String text) throws IOException {
        byte[] frame = frame(text);
        out.write(frame, 0, 6);
        rest = Arrays.copyOfRange(frame, 6, frame.length);
    }

    String sendRest() throws IOException {
        out.write(rest);
        return receive();
    }

    String receive() throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    /** Waits for the server's end of the stream. */
    boolean isEnded() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static byte[] frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = Arrays.copyOf(new byte[] {0, 0, 0, (byte) payload.length}, 4 + payload.length);
        System.arraycopy(payload, 0, frame, 4, payload.length);
        return frame;
    }
}
