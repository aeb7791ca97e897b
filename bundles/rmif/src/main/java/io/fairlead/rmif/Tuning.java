package io.fairlead.rmif;

import java.util.List;

/** The keys of the port parameter table. */
final class Tuning {
    static final List<String> KEYS =
            List.of("PKTLEN", "WINDOW", "RETRY", "TIMEPING", "TIMEOUT", "TIMEDROP", "RATE", "MAXRATE");

    private Tuning() {}
}
