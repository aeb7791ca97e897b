package io.fairlead.transport.netty;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/**
 * Asks a {@link TestEcho} without a break, three requests at a time, a quarter of them split over two writes, and ends at
 * the first reply that is not the one that is due, with the count that is due.
 */
final class AskingClient {
    private static final int OUTSTANDING = 3;
    private static final int SPLIT_ONE_IN = 4;

    private final Client client;
    private final Random random;
    private final Thread thread;
    private volatile boolean ending;
    private volatile long replies;
    private volatile Optional<String> failure = Optional.empty();

    AskingClient(Client client, long seed) {
        this.client = client;
        this.random = new Random(seed);
        this.thread = new Thread(this::ask, "asking-" + seed);
        thread.start();
    }

    long replies() {
        return replies;
    }

    /** Returns what went wrong. */
    Optional<String> failure() {
        return failure;
    }

    /** Takes the replies that are due, and closes. */
    void end() {
        ending = true;
        try {
            thread.join();
            client.close();
        } catch (InterruptedException | IOException e) {
            failure = Optional.of("it did not end: " + e);
        }
    }

    private void ask() {
        try {
            while (!ending && failure.isEmpty()) {
                for (int i = 1; i <= OUTSTANDING; i++) {
                    send(Client.frame("x" + (replies + i)));
                }
                for (int i = 1; i <= OUTSTANDING; i++) {
                    receive();
                }
            }
        } catch (IOException e) {
            failure = Optional.of("after " + replies + " replies: " + e);
        }
    }

    private void send(byte[] frame) throws IOException {
        int first = random.nextInt(SPLIT_ONE_IN) == 0 ? 1 + random.nextInt(frame.length - 1) : frame.length;
        client.send(Arrays.copyOf(frame, first));
        if (first < frame.length) {
            client.send(Arrays.copyOfRange(frame, first, frame.length));
        }
    }

    private void receive() throws IOException {
        long due = replies + 1;
        String[] words = client.receive().split(" ", -1);
        if (!words[1].equals(String.valueOf(due)) || !words[2].equals("x" + due)) {
            failure = Optional.of("reply " + due + " was " + String.join(" ", words));
        }
        replies = due;
    }
}
