package io.fairlead.imu.testing;

import java.io.IOException;
import java.util.Optional;

/** Searches once and then pages through the result without a break, until a reply is not the one that is due. */
public final class PagingClient {
    private static final String FIND =
            "{\"method\":\"findTerms\",\"params\":[\"and\",[]],\"name\":\"Module\",\"create\":\"eparties\",\"destroy\":0}";
    private static final int HITS = 4;

    private final SocketClient client;
    private final Thread thread;
    private volatile boolean ending;
    private volatile long pages;
    private volatile Optional<String> failure = Optional.empty();

    /** Connects and begins. */
    public PagingClient(String host, int port) throws IOException {
        client = new SocketClient(host, port);
        thread = new Thread(this::page, "paging-client");
        thread.start();
    }

    /** Returns how many pages have come. */
    public long pages() {
        return pages;
    }

    /** Returns what went wrong. */
    public Optional<String> failure() {
        return failure;
    }

    /** Takes the reply that is due, and closes. */
    public void end() {
        ending = true;
        try {
            thread.join();
            client.close();
        } catch (InterruptedException | IOException e) {
            failure = Optional.of("it did not end: " + e);
        }
    }

    private void page() {
        try {
            String id = SocketClient.member(client.ask(FIND), "id");
            for (long page = 0; !ending && failure.isEmpty(); page++) {
                long row = page % HITS;
                String reply = client.ask("{\"method\":\"fetch\",\"params\":{\"flag\":\"start\",\"offset\":" + row
                        + ",\"count\":1,\"columns\":[\"irn\"]},\"id\":\"" + id + "\"}");
                if (!reply.contains("\"count\" : 1") || !reply.contains("\"rownum\" : " + (row + 1))) {
                    failure = Optional.of("page " + page + " was " + reply);
                }
                pages = page + 1;
            }
        } catch (IOException e) {
            failure = Optional.of("after " + pages + " pages: " + e);
        }
    }
}
