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
 */
public record DeployerSettings(Duration settle, long maxBytes, boolean requireDigest, Optional<Path> digestList) {
    private static final long MOST_BYTES = 4L << 30;

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
                        "write the path of a file, relative to the instance or absolute"));
    }
}
