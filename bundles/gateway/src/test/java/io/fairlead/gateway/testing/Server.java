package io.fairlead.gateway.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A server that a gateway in client mode connects to; it answers every message. */
public final class Server implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket();
    private final List<Peer> peers = new CopyOnWriteArrayList<>();

    /** Listens on a port of 127.0.0.1, 0 for any. */
    public Server(int port, UnaryOperator<String> answer) throws IOException {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        Thread thread = new Thread(
                () -> {
                    try {
                        while (true) {
                            peers.add(new Peer(socket.accept()).answering(answer));
                        }
                    } catch (IOException closed) {
                        peers.forEach(Peer::close);
                    }
                },
                "server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns its port. */
    public int port() {
        return socket.getLocalPort();
    }

    /** Returns how many connections were taken. */
    public int accepted() {
        return peers.size();
    }

    /** Cuts every connection and goes on. */
    public void drop() {
        peers.forEach(Peer::close);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        peers.forEach(Peer::close);
    }
}
