package io.fairlead.gateway.settings;

import io.fairlead.platform.settings.SettingsReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * All lengths of time; zero is without limit, or never.
 *
 * @param block {@code blocktime}: how long a peer's request waits for its service
 * @param service {@code svctime}: how long a service may work on it where it has no time of its own
 * @param reply {@code reply-timeout}: how long a peer has to answer a service's request
 * @param connect {@code connect-timeout}: how long a connection may take in client mode
 * @param retry {@code retry}: the pause between the first attempts to connect
 * @param retryMax {@code retry-max}: the longest pause between attempts
 * @param heartbeat {@code heartbeat}: after such a silence a sign of life is sent, and after another the peer is cut
 * @param write {@code write-timeout}: how long a session program waits for a peer that does not read
 * @param drain {@code drain}: how long calls in flight may take at an orderly stop
 */
public record Clocks(
        Duration block,
        Duration service,
        Duration reply,
        Duration connect,
        Duration retry,
        Duration retryMax,
        Duration heartbeat,
        Duration write,
        Duration drain) {
    static final String BLOCKTIME = "blocktime";
    static final String SVCTIME = "svctime";
    static final String REPLY = "reply-timeout";

    static Clocks parse(SettingsReader in) {
        Duration service = in.duration(SVCTIME, Duration.ofSeconds(20));
        Duration retry = in.duration("retry", Duration.ofMillis(500));
        Duration retryMax = in.duration("retry-max", Duration.ofSeconds(30));
        if (retry.isZero() || retryMax.compareTo(retry) < 0) {
            in.refuse("retry-max", "is shorter than retry, or retry is none", "write at least retry, such as 30s");
        }
        return new Clocks(
                in.duration(BLOCKTIME, Duration.ofSeconds(30)),
                service,
                in.duration(REPLY, service),
                in.duration("connect-timeout", Duration.ofSeconds(5)),
                retry,
                retryMax,
                in.duration("heartbeat", Duration.ZERO),
                in.duration("write-timeout", Duration.ofSeconds(30)),
                in.duration("drain", Duration.ofSeconds(5)));
    }

    /** Returns what is odd about them: the peer's time should end before the service's, that before the caller's. */
    List<String> notices() {
        List<String> notices = new ArrayList<>();
        longer(SVCTIME, service, BLOCKTIME, block, notices);
        longer(REPLY, reply, SVCTIME, service, notices);
        return notices;
    }

    private static void longer(String one, Duration oneTime, String other, Duration otherTime, List<String> notices) {
        boolean endless = oneTime.isZero() && !otherTime.isZero();
        if (endless || (!otherTime.isZero() && oneTime.compareTo(otherTime) > 0)) {
            notices.add(one + " is longer than " + other + ", so who waits gives up before who works; write a shorter "
                    + one);
        }
    }
}
