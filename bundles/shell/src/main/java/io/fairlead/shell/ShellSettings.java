package io.fairlead.shell;

import io.fairlead.platform.settings.SettingsReader;
import java.time.Duration;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The shell's settings.
 *
 * @param maxSessions commands and terminals at the same time
 * @param idleTimeout without a byte either way, then a terminal's session ends; zero: never
 * @param historySize lines kept in {@code state/shell-history}
 */
public record ShellSettings(int maxSessions, Duration idleTimeout, int historySize) {
    /** The words of {@code etc/io.fairlead.shell.cfg}. */
    @ObjectClassDefinition(
            name = "Fairlead shell",
            description = "The commands, and the UNIX socket run/fairlead.sock that carries them")
    public @interface Config {
        /** The PID. */
        String PID = "io.fairlead.shell";

        /** Returns how many sessions there may be. */
        @AttributeDefinition(
                name = "max-sessions",
                description = "Commands and terminals from other processes at the same time, from 1 to 1000; one more "
                        + "is told to wait. Takes effect at once for new sessions.")
        int max$_$sessions() default 16;

        /** Returns the idle time-out. */
        @AttributeDefinition(
                name = "idle-timeout",
                description = "Time without a byte either way after which a terminal's session ends, such as 30m; "
                        + "none: never. Takes effect with the next session.")
        String idle$_$timeout() default "none";

        /** Returns the history's size. */
        @AttributeDefinition(
                name = "history-size",
                description =
                        "Lines kept in state/shell-history, from 0 to 100000. Takes effect with the next session.")
        int history$_$size() default 1000;
    }

    /** Reads the settings. */
    public static ShellSettings parse(SettingsReader in) {
        return new ShellSettings(
                in.integer("max-sessions", 16, 1, 1000),
                in.duration("idle-timeout", Duration.ZERO),
                in.integer("history-size", 1000, 0, 100_000));
    }
}
