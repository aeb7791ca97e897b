package io.fairlead.dispatcher.settings;

import io.fairlead.dispatcher.balance.Ramps;
import java.time.Duration;

/**
 * The settings of checks and balancing.
 *
 * @param lines {@code server-count}: Server-Info lines of an answer where the client does not say
 * @param life {@code server-life}: {@code T=}
 * @param ramps {@code penalty-decay} and {@code slow-start}
 * @param panicPercent {@code panic-threshold}: where fewer of a service's servers answer their checks, the checks do not
 *     count
 * @param checkTimeout {@code check-timeout}: how long one check may take
 * @param fall {@code check-fall}: failures in a row that make a server count as down
 */
public record BalanceSettings(
        int lines, Duration life, Ramps ramps, int panicPercent, Duration checkTimeout, int fall) {}
