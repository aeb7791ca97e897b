package io.fairlead.dispatcher.balance;

import java.util.OptionalDouble;

/**
 * How a server does. Times are milliseconds since 1970.
 *
 * @param penalty as it was given, from 0 to 100; 100 suppresses
 * @param penaltyHeldUntil until then it stays as it is; then it decays
 * @param mark what an operator has said
 * @param rerate the rate that an operator has given in place of the file's
 * @param health what the checks have found
 * @param busy how busy the check script says it is, percent
 * @param upSince when it came back after it had been down; 0: it has not been down
 */
public record Standing(
        double penalty,
        long penaltyHeldUntil,
        Mark mark,
        OptionalDouble rerate,
        Health health,
        int busy,
        long upSince) {
    /** A server of which nothing is known. */
    public static final Standing FRESH = new Standing(0, 0, Mark.NONE, OptionalDouble.empty(), Health.UP, 0, 0);

    /** Returns it with a penalty that is held until a time. */
    public Standing penalized(double percent, long heldUntil) {
        return new Standing(percent, heldUntil, mark, rerate, health, busy, upSince);
    }

    /** Returns it with an operator's mark. */
    public Standing marked(Mark newMark) {
        return new Standing(penalty, penaltyHeldUntil, newMark, rerate, health, busy, upSince);
    }

    /** Returns it with an operator's rate; nothing for the file's. */
    public Standing rerated(OptionalDouble rate) {
        return new Standing(penalty, penaltyHeldUntil, mark, rate, health, busy, upSince);
    }

    /** Returns it after a check; a server that was down and is not any more starts slowly. */
    public Standing checked(Health found, int busyPercent, long now) {
        boolean back = health == Health.DOWN && found != Health.DOWN;
        return new Standing(penalty, penaltyHeldUntil, mark, rerate, found, busyPercent, back ? now : upSince);
    }
}
