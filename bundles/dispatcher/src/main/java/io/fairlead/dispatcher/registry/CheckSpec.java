package io.fairlead.dispatcher.registry;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * How a server is checked: what stands in brackets behind its name.
 *
 * @param kind how
 * @param period how often; zero: never
 * @param backOff how long to wait after a failure; zero: the period
 * @param target the path of an HTTP check or the file of a script; empty for the other kinds
 * @param dependencies what must be up
 * @param schedules when it is offered; none: always
 * @param mails whom to tell of a change
 * @param authority users and {@code *groups} that may change its state
 */
public record CheckSpec(
        Kind kind,
        Duration period,
        Duration backOff,
        String target,
        List<Dependency> dependencies,
        List<Schedule> schedules,
        List<String> mails,
        List<String> authority) {
    /** How a server is checked. */
    public enum Kind {
        /** Not at all. */
        NONE,
        /** By a connection. */
        TCP,
        /** By a GET that must be answered with a status below 400. */
        HTTP,
        /** By a program's exit code. */
        SCRIPT
    }

    /** The check of a server without brackets. */
    public static final CheckSpec NONE =
            new CheckSpec(Kind.NONE, Duration.ZERO, Duration.ZERO, "", List.of(), List.of(), List.of(), List.of());

    public CheckSpec {
        dependencies = List.copyOf(dependencies);
        schedules = List.copyOf(schedules);
        mails = List.copyOf(mails);
        authority = List.copyOf(authority);
    }

    /** Returns whether the schedules let the server be offered; of several, each that is negated must, and one other. */
    public boolean allows(LocalDateTime time) {
        List<Schedule> plain =
                schedules.stream().filter(each -> !each.negated()).toList();
        return schedules.stream().filter(Schedule::negated).allMatch(each -> each.allows(time))
                && (plain.isEmpty() || plain.stream().anyMatch(each -> each.allows(time)));
    }

    /** Returns the script, where there is one. */
    public Optional<String> script() {
        return kind == Kind.SCRIPT ? Optional.of(target) : Optional.empty();
    }
}
