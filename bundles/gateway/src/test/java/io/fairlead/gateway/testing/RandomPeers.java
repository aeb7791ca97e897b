package io.fairlead.gateway.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Peers that answer after random times, some too late, some never, that cut some connections and connect anew, and that
 * ask for services all the while. Messages are Q or R, a key of 8 characters, and a text that nobody else has.
 */
public final class RandomPeers implements AutoCloseable {
    private static final int KEY = 9;
    private static final int PERCENT = 100;

    private final LiveGateway live;
    private final long lateMillis;
    private final Random random;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong asked = new AtomicLong();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile boolean ended;

    /**
     * @param lateMillis how long after a request a late reply comes
     * @param seed of all that is random
     */
    public RandomPeers(LiveGateway live, int count, long lateMillis, long seed) {
        this.live = live;
        this.lateMillis = lateMillis;
        this.random = new Random(seed);
        for (int i = 0; i < count; i++) {
            connect();
        }
    }

    private void connect() {
        if (ended) {
            return;
        }
        Peer peer;
        try {
            peer = live.peer();
        } catch (IOException e) {
            clock.schedule(this::connect, 1, TimeUnit.MILLISECONDS);
            return;
        }
        Set<String> mine = ConcurrentHashMap.newKeySet();
        Thread thread = new Thread(() -> converse(peer, mine), "random-peer");
        thread.setDaemon(true);
        thread.start();
        askAgain(peer, mine);
    }

    private void converse(Peer peer, Set<String> mine) {
        try {
            while (true) {
                String message = peer.receive();
                if (message.charAt(0) == 'R') {
                    answers.incrementAndGet();
                    if (!mine.remove(message.substring(1))) {
                        wrong.add("a peer got " + message + ", which it had not asked for");
                    }
                } else {
                    answer(peer, message);
                }
            }
        } catch (IOException gone) {
            peer.close();
            connect();
        }
    }

    private synchronized void answer(Peer peer, String message) {
        int chance = random.nextInt(PERCENT);
        if (chance == 0) {
            return;
        }
        long delayMillis = chance <= 2 ? lateMillis : random.nextInt(8);
        boolean cut = chance == 3 && random.nextInt(3) == 0;
        clock.schedule(
                () -> {
                    if (cut) {
                        cuts.incrementAndGet();
                        peer.close();
                    } else {
                        send(peer, "R" + message.substring(1));
                    }
                },
                delayMillis,
                TimeUnit.MILLISECONDS);
    }

    private void askAgain(Peer peer, Set<String> mine) {
        long number = asked.incrementAndGet();
        String text = String.format("P%07d", number) + " asked by a peer " + number;
        mine.add(text);
        if (!ended && send(peer, "Q" + text)) {
            clock.schedule(() -> askAgain(peer, mine), 5, TimeUnit.MILLISECONDS);
        }
    }

    private static boolean send(Peer peer, String message) {
        try {
            peer.send(message);
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /** Returns every reply that was another's. */
    public List<String> wrong() {
        return wrong;
    }

    /** Returns how many of the peers' own requests were answered. */
    public int answers() {
        return answers.get();
    }

    /** Returns how many connections were cut. */
    public int cuts() {
        return cuts.get();
    }

    /** Returns the text behind the key. */
    public static String text(String message) {
        return message.substring(KEY);
    }

    @Override
    public void close() {
        ended = true;
        clock.shutdownNow();
    }
}
