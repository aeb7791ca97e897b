package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.Codec.Occasion;
import io.fairlead.gateway.api.Decoded;
import io.fairlead.gateway.api.FrameException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Serves real clients over loopback: a codec finds their messages, a function answers them. */
final class CodecServer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final Codec codec;
    private final Function<byte[], List<byte[]>> service;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();

    /** @param service answers a message by any number of messages */
    CodecServer(Codec codec, Function<byte[], List<byte[]>> service) throws IOException {
        this.codec = codec;
        this.service = service;
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Returns what clients sent that was no frame. */
    List<String> errors() {
        return errors;
    }

    /** Sends a message to the client that connected last. */
    void send(byte[] message) throws IOException, FrameException {
        write(sockets.get(sockets.size() - 1).getOutputStream(), message);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(Socket socket) {
        ByteBuffer unread = ByteBuffer.allocate(codec.maxFrame());
        try {
            InputStream in = socket.getInputStream();
            int got = in.read(unread.array(), unread.position(), unread.remaining());
            while (got >= 0) {
                unread.position(unread.position() + got).flip();
                take(unread, socket.getOutputStream());
                unread.compact();
                got = in.read(unread.array(), unread.position(), unread.remaining());
            }
        } catch (FrameException mistake) {
            errors.add(mistake.getMessage());
        } catch (IOException closed) {
            return;
        }
    }

    private void take(ByteBuffer unread, OutputStream out) throws IOException, FrameException {
        while (codec.decode(unread, Occasion.DATA, 0) instanceof Decoded.Frame frame) {
            byte[] message = new byte[frame.message().remaining()];
            frame.message().get(message);
            for (byte[] answer : service.apply(message)) {
                write(out, answer);
            }
        }
    }

    private synchronized void write(OutputStream out, byte[] message) throws IOException, FrameException {
        out.write(Framing.frame(codec, message));
        out.flush();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "codec-server");
        thread.setDaemon(true);
        thread.start();
    }
}
