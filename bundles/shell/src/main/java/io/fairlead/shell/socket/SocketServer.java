package io.fairlead.shell.socket;

import io.fairlead.platform.log.RepeatLog;
import io.fairlead.shell.Interactive;
import io.fairlead.shell.ShellSettings;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.apache.felix.service.command.CommandProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts clients of the instance's socket, a bounded number, and ends those that say nothing. */
final class SocketServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketServer.class);
    private static final Duration FIRST_WORDS = Duration.ofSeconds(10);
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(1);

    private final OwnerSocket socket;
    private final CommandProcessor processor;
    private final Interactive interactive;
    private final LongSupplier nanoTime;
    private volatile ShellSettings settings;
    private final RepeatLog repeats;
    private final AtomicInteger clients = new AtomicInteger();
    private final Set<Conversation> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> daemon(task, "fairlead-shell"));
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "fairlead-shell-watch"));

    private SocketServer(
            OwnerSocket socket,
            CommandProcessor processor,
            Interactive interactive,
            ShellSettings settings,
            LongSupplier nanoTime) {
        this.socket = socket;
        this.processor = processor;
        this.interactive = interactive;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.repeats = new RepeatLog(LOG, Duration.ofMinutes(1), nanoTime);
    }

    /**
     * Opens the socket and begins to accept.
     *
     * @param path where
     * @throws IOException where it cannot be made; the message is a sentence
     */
    static SocketServer open(
            Path path,
            CommandProcessor processor,
            Interactive interactive,
            ShellSettings settings,
            LongSupplier nanoTime)
            throws IOException {
        SocketServer server = new SocketServer(OwnerSocket.open(path), processor, interactive, settings, nanoTime);
        daemon(server::accept, "fairlead-shell-accept").start();
        return server;
    }

    /** Takes other settings for those who come next. */
    void update(ShellSettings changed) {
        settings = changed;
    }

    private void accept() {
        while (socket.channel().isOpen()) {
            try {
                SocketChannel channel = socket.channel().accept();
                serve(channel);
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                repeats.warn("accept", "A client of the shell's socket could not be accepted: " + e.getMessage());
            }
        }
    }

    private void serve(SocketChannel channel) {
        Conversation conversation = new Conversation(
                channel, "client " + clients.incrementAndGet(), processor, interactive, threads, nanoTime);
        int most = settings.maxSessions();
        boolean full = open.size() >= most;
        open.add(conversation);
        if (open.size() == 1) {
            watchSoon();
        }
        threads.execute(() -> {
            try {
                if (full) {
                    repeats.warn(
                            "full",
                            "A client of the shell's socket was turned away: " + most
                                    + " are there, and max-sessions allows no more.");
                    conversation.turnAway("There are " + most + " sessions already, as many as max-sessions in"
                            + " etc/io.fairlead.shell.cfg allows; try again when one has ended.");
                } else {
                    conversation.run();
                }
            } finally {
                open.remove(conversation);
            }
        });
    }

    private void watchSoon() {
        watch.schedule(this::look, BETWEEN_CHECKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        Duration idleTimeout = settings.idleTimeout();
        for (Conversation each : open) {
            Duration idle = each.idle();
            if (!each.hasBegun() && idle.compareTo(FIRST_WORDS) > 0) {
                repeats.warn(
                        "silent",
                        "A client of the shell's socket said nothing for " + FIRST_WORDS.toSeconds()
                                + " s and was closed.");
                each.close();
            } else if (each.isTerminal() && !idleTimeout.isZero() && idle.compareTo(idleTimeout) > 0) {
                LOG.info(
                        "A shell was idle for {} s, as long as idle-timeout allows, and was closed.", idle.toSeconds());
                each.close();
            }
        }
        if (!open.isEmpty()) {
            watchSoon();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.warn("The shell's socket could not be taken away: {}", e.getMessage());
        }
        watch.shutdownNow();
        open.forEach(Conversation::close);
        threads.shutdownNow();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
