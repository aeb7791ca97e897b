package io.fairlead.itest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
        Matcher matcher =
                Pattern.compile("^\\t\"" + name + "\" : \"?(.*?)\"?,?\\r?$", Pattern.MULTILINE).matcher(reply);
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
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        String text;
        do {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended within " + all.toString(StandardCharsets.UTF_8));
            }
            all.write(next);
            text = next == '\n' ? all.toString(StandardCharsets.UTF_8) : "";
        } while (!text.endsWith("\r\n}\r\n"));
        return text;
    }

    private static byte[] bytes(String escaped) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c != '\\') {
                out.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            i++;
            switch (escaped.charAt(i)) {
                case 'r' -> out.write('\r');
                case 'n' -> out.write('\n');
                case 't' -> out.write('\t');
                case 'x' -> {
                    out.write(Integer.parseInt(escaped.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                default -> out.write(escaped.charAt(i));
            }
        }
        return out.toByteArray();
    }
}
