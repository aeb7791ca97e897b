package io.fairlead.deployer;

import io.fairlead.platform.settings.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The deployer's settings.
 *
 * @param settle how long a jar must not have changed before it is taken
 * @param maxBytes the longest jar, packed
 * @param requireDigest whether a jar without a known digest is refused
 * @param digestList a file of digests that must name every jar, relative to the instance or absolute
 * @param startLimit how long a new version may take to start
 * @param swapLimit how long work in flight may take before a swap is abandoned
 */
public record DeployerSettings(
        Duration settle,
        long maxBytes,
        boolean requireDigest,
        Optional<Path> digestList,
        Duration startLimit,
        Duration swapLimit) {
    private static final long MOST_BYTES = 4L << 30;
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration SWAP_LIMIT = Duration.ofSeconds(5);

    /** The words of {@code etc/io.fairlead.deployer.cfg}. */
    @ObjectClassDefinition(name = "Fairlead deployer", description = "Takes jars from deploy/")
    public @interface Config {
        /** The PID. */
        String PID = "io.fairlead.deployer";

        /** Returns the time to settle. */
        @AttributeDefinition(
                name = "settle",
                description = "A jar is taken when its size and time have not changed for so long. Takes effect at "
                        + "once.")
        String settle() default "1s";

        /** Returns the longest jar. */
        @AttributeDefinition(
                name = "max-size",
                description = "Bytes of the longest jar, packed; unpacked it may be ten times as long. Takes effect at "
                        + "once.")
        String max$_$size() default "256m";

        /** Returns whether a digest is needed. */
        @AttributeDefinition(
                name = "require-digest",
                description = "yes: a jar without NAME.jar.sha256 beside it, or a line in digest-list, is refused. "
                        + "Takes effect at once.")
        String require$_$digest() default "no";

        /** Returns the list of digests. */
        @AttributeDefinition(
                name = "digest-list",
                description = "A file of digests as sha256sum writes it, relative to the instance or absolute; only "
                        + "jars in it are taken. Takes effect at once.",
                required = false)
        String digest$_$list() default "";

        /** Returns the limit of a start. */
        @AttributeDefinition(
                name = "start-limit",
                description = "How long a new version may take to start; then it is withdrawn, and the one before goes"
                        + " on. Takes effect with the next swap.")
        String start$_$limit() default "20s";

        /** Returns the limit of a swap. */
        @AttributeDefinition(
                name = "swap-limit",
                description = "How long work in flight may take before a swap is abandoned, and how long the new"
                        + " version may then take to attach. Takes effect with the next swap.")
        String swap$_$limit() default "5s";
    }

    /** Returns the terms of a swap. */
    Terms terms(boolean force) {
        return new Terms(startLimit, swapLimit, force);
    }

    /** Reads the settings. */
    public static DeployerSettings parse(SettingsReader in) {
        return new DeployerSettings(
                in.duration("settle", Duration.ofSeconds(1)),
                in.bytes("max-size", 256L << 20, 1024, MOST_BYTES),
                in.flag("require-digest", false),
                in.value(
                        "digest-list",
                        Optional.empty(),
                        text -> Optional.of(Path.of(text)),
                        "is not a path",
                        "write the path of a file, relative to the instance or absolute"),
                in.duration("start-limit", START_LIMIT),
                in.duration("swap-limit", SWAP_LIMIT));
    }
}
