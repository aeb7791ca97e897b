package io.fairlead.dispatcher.check;

import io.fairlead.dispatcher.balance.Health;
import java.util.Optional;

/**
 * What a check has found.
 *
 * @param health the server's; nothing: as before
 * @param busy percent
 * @param last the script is not to be run again
 * @param note what an operator should know; empty: nothing
 */
record Outcome(Optional<Health> health, int busy, boolean last, String note) {
    private static final int KEEP = 124;
    private static final int KEEP_AND_COUNT = 123;
    private static final int OFF = 125;

    static Outcome up() {
        return of(Health.UP);
    }

    static Outcome down(String note) {
        return new Outcome(Optional.of(Health.DOWN), 0, false, note);
    }

    private static Outcome of(Health health) {
        return new Outcome(Optional.of(health), 0, false, "");
    }

    static Outcome kept() {
        return new Outcome(Optional.empty(), 0, false, "");
    }

    /**
     * Returns what a script's exit code means.
     *
     * @param code the code
     * @param before the code of the run before; negative: there was none
     */
    static Outcome ofExit(int code, int before) {
        if (code >= 1 && code <= 99) {
            return new Outcome(Optional.of(Health.UP), code, false, "");
        }
        if (code >= 100 && code <= 110) {
            return of(Health.RESERVED);
        }
        if (code >= 111 && code <= 120) {
            return down("its script says so with code " + code);
        }
        if (code >= 200 && code <= 210) {
            return of(Health.STANDBY);
        }
        if (code >= 211 && code <= 230) {
            return new Outcome(Optional.empty(), 0, false, "its script gives an alert with code " + code);
        }
        return switch (code) {
            case 0, 126, 127 -> up();
            case KEEP, KEEP_AND_COUNT -> kept();
            case OFF -> before == KEEP ? new Outcome(Optional.empty(), 0, true, "its script is off for good") : up();
            default -> new Outcome(Optional.of(Health.UP), 0, false, "its script ended with the unknown code " + code);
        };
    }
}
