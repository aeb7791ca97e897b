package io.fairlead.services;

import io.fairlead.platform.settings.SettingsReader;
import java.time.Duration;

/**
 * How services are called.
 *
 * @param defaultBlockTime {@code blocktime}: how long a caller waits where it does not say; zero: without limit
 * @param defaultSvcTime {@code svctime}: how long a service may work where neither it nor the caller says; zero: without limit
 * @param threads {@code threads}: calls of blocking services at the same time
 * @param maxWaiting {@code max-waiting}: calls that wait for a thread, or for a service that is being replaced
 * @param absence {@code absence}: how long calls wait for a service that went away
 */
record ServicesSettings(
        Duration defaultBlockTime, Duration defaultSvcTime, int threads, int maxWaiting, Duration absence) {
    static final ServicesSettings DEFAULT =
            new ServicesSettings(Duration.ofSeconds(30), Duration.ofSeconds(20), 64, 10_000, Duration.ofSeconds(2));

    static ServicesSettings parse(SettingsReader in) {
        return new ServicesSettings(
                in.duration("blocktime", DEFAULT.defaultBlockTime),
                in.duration("svctime", DEFAULT.defaultSvcTime),
                in.integer("threads", DEFAULT.threads, 1, 10_000),
                in.integer("max-waiting", DEFAULT.maxWaiting, 1, 1_000_000),
                in.duration("absence", DEFAULT.absence));
    }
}
