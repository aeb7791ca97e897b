package io.fairlead.imu.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client over a socket: sends bytes, and reads replies up to the brace that stands alone on the last line. */
public final class SocketClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    /** Connects. */
    public SocketClient(String host, int port) throws IOException {
        socket = new Socket(InetAddress.getByName(host), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        in = socket.getInputStream();
    }

    /** Sends bytes in a segment of their own. */
    public void send(byte[] bytes, int from, int to) throws IOException {
        socket.getOutputStream().write(bytes, from, to - from);
    }

    /** Sends bytes. */
    public void send(byte[] bytes) throws IOException {
        send(bytes, 0, bytes.length);
    }

    /** Reads one reply; fewer bytes where the server closes before its end. */
    public String reply() throws IOException {
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        byte[] tail = new byte[5];
        while (true) {
            int next = in.read();
            if (next < 0) {
                return reply.toString(StandardCharsets.UTF_8);
            }
            reply.write(next);
            System.arraycopy(tail, 1, tail, 0, 4);
            tail[4] = (byte) next;
            if (new String(tail, StandardCharsets.US_ASCII).equals("\r\n}\r\n")) {
                return reply.toString(StandardCharsets.UTF_8);
            }
        }
    }

    /** Sends a request and reads its reply. */
    public String ask(String request) throws IOException {
        send((request + "\r\n").getBytes(StandardCharsets.UTF_8));
        return reply();
    }

    /** Returns the value of a member of a reply, without quotes; empty where there is none. */
    public static String member(String reply, String name) {
        Matcher matcher = Pattern.compile("\r\n\t\"" + name + "\" : \"?([^\"\r]*?)\"?,?\r\n")
                .matcher(reply);
        return matcher.find() ? matcher.group(1) : "";
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
