package io.fairlead.dispatcher.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that serves each connection on a thread of its own. */
public final class EchoServer implements AutoCloseable {
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> clients = new CopyOnWriteArrayList<>();
    private final Session session;

    /** Serves a connection. */
    @FunctionalInterface
    public interface Session {
        void serve(InputStream in, OutputStream out) throws IOException;
    }

    /** Answers with what it gets. */
    public EchoServer(String host) throws IOException {
        this(host, InputStream::transferTo);
    }

    /** Serves as it is told. */
    public EchoServer(String host, Session session) throws IOException {
        this.session = session;
        socket = new ServerSocket(0, 500, InetAddress.getByName(host));
        threads.execute(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                clients.add(client.getRemoteSocketAddress().toString());
                threads.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            threads.shutdown();
        }
    }

    private void serve(Socket client) {
        try (client) {
            session.serve(client.getInputStream(), client.getOutputStream());
        } catch (IOException gone) {
            // The test has what it wanted, or fails for want of it.
        }
    }

    /** Returns the port. */
    public int port() {
        return socket.getLocalPort();
    }

    /** Returns who has connected. */
    public List<String> clients() {
        return clients;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
