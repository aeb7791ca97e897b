package io.fairlead.launcher;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Constants;

/** How the framework and the bundles that take framework properties are set up. */
final class FrameworkProperties {
    /** For bundles of both ages of slf4j; see the feature's {@code -runsystempackages}. */
    private static final List<String> SLF4J_VERSIONS = List.of("1.7.36", "2.0.20");

    private static final List<String> SLF4J_PACKAGES =
            List.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi");

    private FrameworkProperties() {}

    /**
     * Returns the properties for an instance.
     *
     * @param home the instance
     * @param terminal whether a person sits in front of standard input
     * @param overrides where a {@code felix.}, {@code org.osgi.framework.} or {@code ds.} property may say otherwise
     */
    static Map<String, Object> of(Home home, boolean terminal, Properties overrides) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("fairlead.home", home.root().toString());
        properties.put("fairlead.terminal", Boolean.toString(terminal));

        properties.put(Constants.FRAMEWORK_STORAGE, home.cache().toString());
        properties.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(StartLevels.ALL));
        properties.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                SLF4J_VERSIONS.stream()
                        .flatMap(version -> SLF4J_PACKAGES.stream().map(p -> p + ";version=" + version))
                        .collect(Collectors.joining(",")));
        // A resolver of several threads takes longer for so few bundles.
        properties.put("felix.resolver.parallelism", "1");
        // The home's own lock does it.
        properties.put("felix.cache.locking", "false");

        // The component runtime need not parse descriptors that it has parsed before.
        properties.put("ds.cache.metadata", "true");

        properties.put("felix.cm.dir", home.pushedSettings().toString());
        properties.put("felix.fileinstall.dir", home.etc().toString());
        properties.put("felix.fileinstall.filter", "io\\.fairlead\\..*\\.cfg");
        properties.put(
                "felix.fileinstall.tmpdir", home.run().resolve("fileinstall").toString());
        properties.put("felix.fileinstall.poll", "500");
        properties.put("felix.fileinstall.noInitialDelay", "true");
        properties.put("felix.fileinstall.configEncoding", "UTF-8");
        properties.put("felix.fileinstall.enableConfigSave", "false");
        properties.put("felix.fileinstall.subdir.mode", "skip");
        properties.put("felix.fileinstall.log.level", "2");
        properties.put("felix.fileinstall.log.default", "jul");
        // A changed bundle refreshes what is wired to it, and nothing because of what it might be wired to.
        properties.put("felix.fileinstall.optionalImportRefreshScope", "none");
        properties.put("felix.fileinstall.fragmentRefreshScope", "none");

        overrides.stringPropertyNames().stream()
                .filter(key -> Stream.of("felix.", "org.osgi.framework.", "ds.").anyMatch(key::startsWith))
                .forEach(key -> properties.put(key, overrides.getProperty(key)));
        return properties;
    }
}
