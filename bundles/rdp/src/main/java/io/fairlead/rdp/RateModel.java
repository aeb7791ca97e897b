package io.fairlead.rdp;

/**
 * How fast to send: a model of the path by what arrives and how long it takes, not by what is lost. The rate is the
 * highest rate of arrival of the last rounds, times a gain that asks for more now and then, divided by the share that
 * arrives while the path is not full; so loss that is there anyway is noise, and loss that we cause is not. A round is
 * one round trip. Times are nanoseconds, rates bytes a second.
 */
final class RateModel {
    private static final double SECOND = 1e9;
    private static final long SHORTEST_ROUND = 4 * Rtt.MILLI;
    private static final int FILTER = 10;
    private static final int CYCLE = 8;
    private static final int QUICK_AGAIN = 2;
    private static final int PATIENCE = 3;
    private static final double STARTUP_GAIN = 2.2;
    private static final double UP = 1.25;
    private static final double DOWN = 0.75;
    private static final double EASE = 0.9;
    private static final double CUT = 0.85;
    private static final double GROWTH = 1.1;
    private static final double CONTROLS = 0.1;
    private static final double STARTUP_CONTROLS = 3;
    private static final double MOST_NOISE = 0.35;
    private static final double CONGESTED = 0.5;
    private static final double LEAST_RATE = 8000;
    private static final int FEWEST_PACKETS = 40;

    private enum Phase {
        STARTUP,
        DRAIN,
        PROBE
    }

    private final Rtt rtt;
    private final double startRate;
    private final double maxRate;
    private final double leastRate;
    private final SendHistory history = new SendHistory();
    private final double[] filter = new double[FILTER];
    private Phase phase = Phase.STARTUP;
    private double bandwidth;
    private double fullBandwidth;
    private int flatRounds;
    private int drainRounds;
    private int cycle;
    private double beforeUp;
    private int growths;
    private int highQueueRounds;

    private int roundStamp;
    private long roundStart;
    private long roundLeast = Long.MAX_VALUE;
    private long queueDelay;
    private double roundBest;
    private int roundSamples;
    private boolean roundLimited = true;
    private int round;

    private long noiseSent;
    private long noiseArrived;
    private double noise;
    private long roundSentPackets;
    private long roundArrivedPackets;

    /**
     * @param rtt the path's round trip
     * @param startRate the rate to begin with
     * @param maxRate never more than this
     */
    RateModel(Rtt rtt, double startRate, double maxRate) {
        this.rtt = rtt;
        this.startRate = startRate;
        this.maxRate = maxRate;
        this.leastRate = Math.min(startRate, LEAST_RATE);
    }

    /** Returns the rate to send at. */
    double rate() {
        double base = phase == Phase.STARTUP ? Math.max(bandwidth, startRate / STARTUP_GAIN) : bandwidth;
        return Math.min(maxRate, Math.max(leastRate, gain() * base / (1 - noise)));
    }

    /** Returns the rate that messages may have beside that, when frames have used it up. */
    double controlRate() {
        return phase == Phase.STARTUP ? STARTUP_CONTROLS * startRate : CONTROLS * rate();
    }

    /** Returns the highest rate of arrival of the last rounds. */
    double bandwidth() {
        return bandwidth;
    }

    /** Returns the share of packets that gets lost however little is sent, from 0 to 0.35. */
    double noise() {
        return noise;
    }

    SendHistory history() {
        return history;
    }

    /**
     * Takes what a receipt says.
     *
     * @param stamp the stamp that it echoes
     * @param sample the round trip
     * @param arrivedBytes all bytes that have arrived
     * @param arrivedPackets all packets that have arrived
     * @param now the time
     */
    void receipt(int stamp, long sample, long arrivedBytes, long arrivedPackets, long now) {
        roundLeast = Math.min(roundLeast, sample);
        SendHistory.Entry sent = history.at(stamp);
        if (sent != null) {
            long ackElapsed = now - sent.arrivedAt;
            long sendElapsed = (stamp - sent.arrivedStamp) * Rtt.MILLI;
            long elapsed = Math.max(Math.max(ackElapsed, sendElapsed), 2 * Rtt.MILLI);
            double delivered = (arrivedBytes - sent.arrivedBytes) * SECOND / elapsed;
            if (!sent.limited || delivered > bandwidth) {
                roundBest = Math.max(roundBest, delivered);
            }
            roundLimited &= sent.limited;
            if (phase == Phase.STARTUP && ++roundSamples >= 4 && roundLeast - rtt.least() > queueTarget()) {
                // Going on to double would only fill the queue.
                bandwidth = roundBest > 0 ? roundBest : bandwidth;
                java.util.Arrays.fill(filter, bandwidth);
                phase = Phase.DRAIN;
                drainRounds = 0;
            }
            if (stamp - roundStamp >= 0 && now - roundStart >= SHORTEST_ROUND) {
                endRound(sent.sentPackets, arrivedPackets, now);
            }
        }
        history.arrived(stamp, arrivedBytes, now);
    }

    private void endRound(long sentPackets, long arrivedPackets, long now) {
        queueDelay = roundLeast == Long.MAX_VALUE ? 0 : Math.max(0, roundLeast - rtt.least());
        double loss = countLoss(sentPackets, arrivedPackets);
        if ((roundBest > 0 && !roundLimited) || roundBest > bandwidth) {
            filter[round++ % FILTER] = roundBest;
            bandwidth = highest();
        }
        if (loss > CONGESTED || queueDelay > 60 * Rtt.MILLI) {
            if (++highQueueRounds >= 2) {
                cut();
            }
        } else {
            highQueueRounds = 0;
        }
        advance();
        roundStamp = history.latestStamp() + 1;
        roundStart = now;
        roundLeast = Long.MAX_VALUE;
        roundBest = 0;
        roundSamples = 0;
        roundLimited = true;
    }

    private double countLoss(long sentPackets, long arrivedPackets) {
        long sent = sentPackets - roundSentPackets;
        long arrived = arrivedPackets - roundArrivedPackets;
        roundSentPackets = sentPackets;
        roundArrivedPackets = arrivedPackets;
        if ((phase == Phase.PROBE && cycle == 3) || roundLimited) {
            // What was sent in the round before was less than the path carries, so what of it is lost is noise.
            noiseSent += sent;
            noiseArrived += arrived;
            if (noiseSent >= FEWEST_PACKETS) {
                double share = Math.max(0, Math.min(MOST_NOISE, 1 - (double) noiseArrived / noiseSent));
                noise += (share - noise) / 2;
                noiseSent = 0;
                noiseArrived = 0;
            }
        }
        return sent < FEWEST_PACKETS ? 0 : 1 - (double) arrived / sent;
    }

    private void advance() {
        switch (phase) {
            case STARTUP -> {
                if (roundLimited) {
                    return;
                }
                if (bandwidth >= fullBandwidth * UP) {
                    fullBandwidth = bandwidth;
                    flatRounds = 0;
                } else {
                    flatRounds++;
                }
                if (flatRounds >= PATIENCE || queueDelay > queueTarget()) {
                    phase = Phase.DRAIN;
                    drainRounds = 0;
                }
            }
            case DRAIN -> {
                if (queueDelay < queueTarget() / 2 || ++drainRounds >= PATIENCE) {
                    phase = Phase.PROBE;
                    cycle = 2;
                }
            }
            case PROBE -> {
                // What arrives now was sent in the round before.
                if (cycle == 2 && bandwidth > beforeUp * GROWTH && queueDelay < queueTarget() && !roundLimited) {
                    cycle = 1;
                    if (++growths >= QUICK_AGAIN) {
                        // The start was ended by a stall, or the path has become wider.
                        phase = Phase.STARTUP;
                        fullBandwidth = bandwidth;
                        flatRounds = 0;
                        growths = 0;
                    }
                } else {
                    growths = cycle == 2 ? 0 : growths;
                    cycle = (cycle + 1) % CYCLE;
                }
                if (cycle == 1) {
                    beforeUp = bandwidth;
                }
            }
        }
    }

    private double gain() {
        return switch (phase) {
            case STARTUP -> STARTUP_GAIN;
            case DRAIN -> DOWN * DOWN;
            case PROBE ->
                switch (cycle) {
                    case 1 -> UP;
                    case 2 -> DOWN;
                    default -> queueDelay > queueTarget() ? EASE : 1;
                };
        };
    }

    private long queueTarget() {
        return Math.max(8 * Rtt.MILLI, rtt.least() / 4);
    }

    private void cut() {
        bandwidth *= CUT;
        java.util.Arrays.fill(filter, 0);
        filter[round++ % FILTER] = bandwidth;
        highQueueRounds = 0;
        if (phase == Phase.STARTUP) {
            phase = Phase.PROBE;
        }
    }

    private double highest() {
        double best = 0;
        for (double each : filter) {
            best = Math.max(best, each);
        }
        return best;
    }

    /** Goes on from what had arrived in an earlier life. */
    void resume(long arrivedBytes, long arrivedPackets, long now) {
        history.resume(arrivedBytes, arrivedPackets, now);
        roundSentPackets = arrivedPackets;
        roundArrivedPackets = arrivedPackets;
    }
}
