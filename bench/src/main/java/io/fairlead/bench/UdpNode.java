package io.fairlead.bench;

import io.fairlead.rdp.Node;
import io.fairlead.rdp.NodeListener;
import io.fairlead.rdp.RdpSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A node on a socket and a thread of its own. */
final class UdpNode implements AutoCloseable {
    private static final int BUFFER = 4 << 20;

    private final DatagramChannel channel;
    private final Selector selector;
    private final Node node;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile Runnable eachTurn = () -> {};
    private volatile boolean ended;

    UdpNode(RdpSettings settings, NodeListener listener) throws IOException {
        channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
        node = new Node(settings, System::nanoTime, new SecureRandom(), this::send, listener, () -> {});
        thread = new Thread(this::run, "node");
        thread.setDaemon(true);
        thread.start();
    }

    Node node() {
        return node;
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    /** Runs something on the node's thread. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Runs something on the node's thread whenever it is awake. */
    void eachTurn(Runnable task) {
        eachTurn = task;
        selector.wakeup();
    }

    private void send(InetSocketAddress to, ByteBuffer datagram) {
        try {
            channel.send(datagram, to);
        } catch (IOException e) {
            // Lost, as any datagram may be.
        }
    }

    private void run() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
        try {
            while (!ended) {
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
                for (int i = 0; i < 64; i++) {
                    buffer.clear();
                    InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
                    if (from == null) {
                        break;
                    }
                    node.datagram(from, buffer.flip());
                }
                eachTurn.run();
                long wait = node.run() - System.nanoTime();
                if (wait > 1_000_000) {
                    selector.select(Math.min(wait / 1_000_000, 100));
                } else {
                    selector.selectNow();
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            if (!ended) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        ended = true;
        selector.wakeup();
        channel.close();
    }
}
