package io.fairlead.shell;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The other end of the socket, as any program could write it. */
final class Client implements AutoCloseable {
    private final SocketChannel channel;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Map<Integer, ByteArrayOutputStream> streams =
            new ConcurrentHashMap<>(Map.of(1, new ByteArrayOutputStream(), 2, new ByteArrayOutputStream()));

    Client(Path socket, String firstLine) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        in = new DataInputStream(Channels.newInputStream(channel));
        out = new DataOutputStream(Channels.newOutputStream(channel));
        out.write((firstLine + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Runs one command to its end. */
    static Client exec(Path socket, String command) throws IOException {
        Client client = new Client(socket, "exec");
        client.send(0, command.getBytes(StandardCharsets.UTF_8));
        client.send(0, new byte[0]);
        return client;
    }

    void send(int kind, byte[] payload) throws IOException {
        out.writeByte(kind);
        out.writeInt(payload.length);
        out.write(payload);
        out.flush();
    }

    /** Sends only the head of a frame. */
    void sendHead(int kind, int length) throws IOException {
        out.writeByte(kind);
        out.writeInt(length);
        out.flush();
    }

    void type(String text) throws IOException {
        send(0, text.getBytes(StandardCharsets.UTF_8));
    }

    void resize(int columns, int rows) throws IOException {
        send(1, ByteBuffer.allocate(8).putInt(columns).putInt(rows).array());
    }

    /** Reads one frame; returns the exit code if it was the last one, and otherwise nothing below zero. */
    int next() throws IOException {
        int kind = in.readUnsignedByte();
        byte[] payload = new byte[in.readInt()];
        in.readFully(payload);
        if (kind == 0) {
            return ByteBuffer.wrap(payload).getInt();
        }
        streams.get(kind).write(payload);
        return -1;
    }

    /** Reads to the end; returns the exit code. */
    int end() throws IOException {
        int code = next();
        while (code < 0) {
            code = next();
        }
        return code;
    }

    /** Reads until the output has a text. */
    void until(String text) throws IOException {
        until(text, 1);
    }

    /** Reads until the output has a text so many times. */
    void until(String text, int times) throws IOException {
        while (out().split(Pattern.quote(text), -1).length <= times) {
            if (next() >= 0) {
                throw new IOException("the session ended before " + text + " came; what came was " + out());
            }
        }
    }

    String out() {
        return streams.get(1).toString(StandardCharsets.UTF_8);
    }

    String error() {
        return streams.get(2).toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
