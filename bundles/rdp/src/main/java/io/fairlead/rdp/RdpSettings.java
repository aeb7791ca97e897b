package io.fairlead.rdp;

import io.fairlead.rdp.wire.Opcodes;
import java.time.Duration;
import java.util.Optional;

/**
 * How sessions behave. The names are those of RMIF's port parameter table.
 *
 * @param name what this node calls itself to others
 * @param opcodes the functions' numbers
 * @param packetLength PKTLEN: the longest datagram that is sent, 256 to 32768 bytes
 * @param window WINDOW: how many reliable packets may be without a receipt, 1 to 63
 * @param retry RETRY: how often a packet is sent again before its message counts as failed; below 0 for no limit
 * @param timePing TIMEPING: after so long without sending, the other side is asked whether it lives
 * @param timeout TIMEOUT: after so long without hearing, it counts as down
 * @param timeDrop TIMEDROP: after so long down, it is given up; zero for never
 * @param maxMessage the longest message, sent or received, in bytes
 * @param maxQueued the most bytes of messages that wait to be sent to one remote
 * @param maxRemotes the most sessions that others may open here
 * @param rate RATE: the rate to begin with, bytes a second
 * @param maxRate MAXRATE: never more than this, bytes a second
 * @param key the key that both sides were given; then every packet has a code
 */
public record RdpSettings(
        String name,
        Opcodes opcodes,
        int packetLength,
        int window,
        int retry,
        Duration timePing,
        Duration timeout,
        Duration timeDrop,
        int maxMessage,
        int maxQueued,
        int maxRemotes,
        double rate,
        double maxRate,
        Optional<byte[]> key) {
    /** The defaults. */
    public static final RdpSettings DEFAULT = new RdpSettings(
            "RMIF",
            Opcodes.STANDARD,
            1400,
            16,
            5,
            Duration.ofSeconds(4),
            Duration.ofSeconds(15),
            Duration.ofSeconds(600),
            1 << 20,
            16 << 20,
            32,
            64_000,
            10e9,
            Optional.empty());

    /** The largest window: half of what seven bits can tell apart, less one. */
    public static final int LARGEST_WINDOW = 63;

    public RdpSettings {
        within("PKTLEN", packetLength, 256, 32_768);
        within("WINDOW", window, 1, LARGEST_WINDOW);
        within("the longest message", maxMessage, 1, 1 << 28);
        within("the most remotes", maxRemotes, 0, 65_535);
        if (timePing.isNegative() || timePing.isZero() || timeout.compareTo(timePing) < 0) {
            throw new IllegalArgumentException(
                    "TIMEPING is " + timePing + " and TIMEOUT " + timeout + "; TIMEOUT must be the longer one");
        }
        if (!(rate >= 1 && maxRate >= rate)) {
            throw new IllegalArgumentException("RATE is " + rate + " and MAXRATE " + maxRate + " bytes a second");
        }
    }

    /** Returns this with another window and number of resends. */
    public RdpSettings with(int newWindow, int newRetry) {
        return new RdpSettings(
                name,
                opcodes,
                packetLength,
                newWindow,
                newRetry,
                timePing,
                timeout,
                timeDrop,
                maxMessage,
                maxQueued,
                maxRemotes,
                rate,
                maxRate,
                key);
    }

    /** Returns this with another packet length. */
    public RdpSettings withPacketLength(int bytes) {
        return new RdpSettings(
                name,
                opcodes,
                bytes,
                window,
                retry,
                timePing,
                timeout,
                timeDrop,
                maxMessage,
                maxQueued,
                maxRemotes,
                rate,
                maxRate,
                key);
    }

    /** Returns this with other times. */
    public RdpSettings withTimes(Duration newTimePing, Duration newTimeout, Duration newTimeDrop) {
        return new RdpSettings(
                name,
                opcodes,
                packetLength,
                window,
                retry,
                newTimePing,
                newTimeout,
                newTimeDrop,
                maxMessage,
                maxQueued,
                maxRemotes,
                rate,
                maxRate,
                key);
    }

    /** Returns this with other rates. */
    public RdpSettings withRates(double newRate, double newMaxRate) {
        return new RdpSettings(
                name,
                opcodes,
                packetLength,
                window,
                retry,
                timePing,
                timeout,
                timeDrop,
                maxMessage,
                maxQueued,
                maxRemotes,
                newRate,
                newMaxRate,
                key);
    }

    /** Returns this with a key. */
    public RdpSettings withKey(byte[] shared) {
        return new RdpSettings(
                name,
                opcodes,
                packetLength,
                window,
                retry,
                timePing,
                timeout,
                timeDrop,
                maxMessage,
                maxQueued,
                maxRemotes,
                rate,
                maxRate,
                Optional.of(shared.clone()));
    }

    private static void within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " is " + value + "; it must be from " + least + " to " + most);
        }
    }
}
