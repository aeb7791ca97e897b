package io.fairlead.gateway.settings;

import io.fairlead.platform.settings.SettingsReader;
import java.util.OptionalInt;

/**
 * All limits.
 *
 * @param handlers {@code handlers}: how many there may be (MAX); nothing: as many as are needed
 * @param minHandlers {@code min-handlers}: how many there are from the start (MIN)
 * @param threads {@code threads}: connections of one handler, at most {@value #MAX_THREADS}
 * @param cpc {@code cpc}: peers' requests that one handler has with services at once; the rest wait; 0 is no limit
 * @param connections {@code connections}: how many are made to each server in client mode
 * @param maxWaiting {@code max-waiting}: services' requests that wait for an idle connection
 * @param inFlight {@code in-flight}: services' requests on one connection at once, where replies have a key
 * @param pipeline {@code pipeline}: a peer's requests that are read ahead while another is served
 * @param concurrent {@code concurrent}: one peer's requests with services at once; 1 keeps them in order
 * @param maxMessage {@code max-message}: bytes a session program may ask for at once
 */
public record Sizes(
        OptionalInt handlers,
        int minHandlers,
        int threads,
        int cpc,
        int connections,
        int maxWaiting,
        int inFlight,
        int pipeline,
        int concurrent,
        int maxMessage) {
    /** The most connections that one handler may have. */
    public static final int MAX_THREADS = 50;

    private static final int MAX_HANDLERS = 20_000;

    static Sizes parse(SettingsReader in) {
        String handlers = in.text("handlers", "auto");
        boolean auto = handlers.equals("auto");
        int most = auto ? MAX_HANDLERS : in.integer("handlers", 1, 1, MAX_HANDLERS);
        return new Sizes(
                auto ? OptionalInt.empty() : OptionalInt.of(most),
                in.integer("min-handlers", 1, 1, most),
                in.integer("threads", MAX_THREADS, 1, MAX_THREADS),
                in.integer("cpc", 0, 0, 1_000_000),
                in.integer("connections", 1, 1, 1000),
                in.integer("max-waiting", 10_000, 0, 1_000_000),
                in.integer("in-flight", 1000, 1, 1_000_000),
                in.integer("pipeline", 64, 1, 10_000),
                in.integer("concurrent", 1, 1, 10_000),
                (int) in.bytes("max-message", 1 << 20, 1, 1 << 28));
    }
}
