package io.fairlead.itest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends requests as an IMu client wrote them, and reads up to the brace that stands alone on its line. */
final class ImuClient implements AutoCloseable {
    private final Socket socket = new Socket();

    ImuClient(String address, int port) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(address, port), 5_000);
    }

    /** Sends a request, in which {@code \r \n \t \\ \xNN} stand for bytes, and returns the reply. */
    String call(String request) throws IOException {
        socket.getOutputStream().write(bytes(request));
        return reply();
    }

    /** The same with each byte in a segment of its own. */
    String callByteByByte(String request) throws IOException {
        for (byte each : bytes(request)) {
            socket.getOutputStream().write(each);
            socket.getOutputStream().flush();
        }
        return reply();
    }

    /** Returns a reply's member of the outermost level, as text. */
    static String member(String reply, String name) {
        Matcher matcher = Pattern.compile("^\\t\"" + name + "\" : \"?(.*?)\"?,?\\r?$", Pattern.MULTILINE)
                .matcher(reply);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + name + " in " + reply);
        }
        return matcher.group(1);
    }

    /** Returns whether the server has closed the connection. */
    boolean closed() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String reply() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[65536];
        String tail = "";
        while (!tail.endsWith("\r\n}\r\n")) {
            int read = socket.getInputStream().read(piece);
            if (read < 0) {
                throw new IOException("the connection ended within " + all.toString(StandardCharsets.UTF_8));
            }
            all.write(piece, 0, read);
            String last = tail + new String(piece, 0, read, StandardCharsets.ISO_8859_1);
            tail = last.substring(Math.max(0, last.length() - 5));
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String escaped) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < escaped.length()) {
            char c = escaped.charAt(at);
            char next = c == '\\' ? escaped.charAt(at + 1) : 0;
            switch (next) {
                case 0 -> out.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                case 'r' -> out.write('\r');
                case 'n' -> out.write('\n');
                case 't' -> out.write('\t');
                case 'x' -> out.write(Integer.parseInt(escaped.substring(at + 2, at + 4), 16));
                default -> out.write(next);
            }
            at += next == 0 ? 1 : next == 'x' ? 4 : 2;
        }
        return out.toByteArray();
    }
}
