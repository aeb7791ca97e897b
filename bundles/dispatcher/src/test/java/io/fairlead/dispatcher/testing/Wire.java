package io.fairlead.dispatcher.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A client that sends bytes as they are and reads what comes. */
public final class Wire implements AutoCloseable {
    private static final int LIMIT_MS = 10_000;

    private final Socket socket;

    /** Connects. */
    public Wire(String host, int port) throws IOException {
        this(new Socket(InetAddress.getByName(host), port));
    }

    /** Takes a connection. */
    public Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(LIMIT_MS);
        socket.setTcpNoDelay(true);
    }

    /** Connects from an address. */
    public static Wire from(String own, String host, int port) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(own), 0));
        socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), LIMIT_MS);
        return new Wire(socket);
    }

    /** Returns the socket. */
    public Socket socket() {
        return socket;
    }

    /** Sends bytes. */
    public Wire send(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Sends text, a line feed in it as CR LF. */
    public Wire lines(String text) throws IOException {
        return send(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends four bytes, the highest first. */
    public Wire ticket(String hex) throws IOException {
        long number = Long.parseLong(hex.replace("$", ""), 16);
        return send((byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number);
    }

    /** Reads so many bytes as text. */
    public String read(int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.ISO_8859_1);
    }

    /** Reads up to the end. */
    public String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Reads up to an empty line. */
    public String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** Reads a response with its body. */
    public Response response() throws IOException {
        String head = readHead();
        Response response = new Response(head, "");
        Optional<String> length = response.field("Content-Length");
        String body = length.isPresent() ? read(Integer.parseInt(length.get())) : readAll();
        return new Response(head, body);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /**
     * A response.
     *
     * @param head as it came
     * @param body as it came
     */
    public record Response(String head, String body) {
        /** Returns the status. */
        public int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }

        /** Returns a field's value. */
        public Optional<String> field(String name) {
            return fields().stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        /** Returns the field lines. */
        public List<String> fields() {
            return Arrays.stream(head.split("\r\n")).skip(1).toList();
        }

        /** Returns the field lines that begin with a word. */
        public List<String> fields(String begin) {
            return fields().stream().filter(line -> line.startsWith(begin)).toList();
        }
    }
}
