package io.fairlead.deployer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** What was deployed. */
@Component(
        service = DeployCommands.class,
        property = {"osgi.command.scope=fairlead", "osgi.command.function=deployed"})
public final class DeployCommands {
    private static final int DIGITS = 16;

    private final BundleContext context;

    /** @param context tells the instance's folder */
    @Activate
    public DeployCommands(BundleContext context) {
        this.context = context;
    }

    /** Lists what was deployed over the base, with the beginning of its digest and the time. */
    public String deployed(String[] words) throws IOException {
        if (Arrays.asList(words).contains("--help")) {
            return """
                    fairlead:deployed

                    Lists the bundles that were taken from deploy/ and run in place of the base's,
                    until a newer base comes.
                    """;
        }
        if (words.length > 0) {
            throw new IllegalArgumentException("fairlead:deployed takes no words; write fairlead:deployed.");
        }
        String home = context.getProperty("fairlead.home");
        InstallSet set = InstallSet.read(Path.of(home == null ? "" : home));
        if (set.deployed().isEmpty()) {
            return "Nothing was deployed; every bundle is the base's.\n";
        }
        int width = set.deployed().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        text.append(line(width, "BUNDLE", "VERSION", "SHA-256", "SINCE", "FROM"));
        for (String name : set.deployed()) {
            String digest = set.deployed(name, "digest").orElse("");
            text.append(line(
                    width,
                    name,
                    set.deployed(name, "version").orElse(""),
                    digest.substring(0, Math.min(DIGITS, digest.length())),
                    set.deployed(name, "time").orElse(""),
                    set.deployed(name, "file").orElse("")));
        }
        return text.toString();
    }

    private static String line(int width, String name, String version, String digest, String time, String file) {
        return String.format("%-" + width + "s  %-10s  %-16s  %-27s  %s%n", name, version, digest, time, file);
    }
}
