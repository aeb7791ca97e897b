package io.fairlead.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/** The rules of the house, read from the manifests of what is shipped. */
public class HouseRulesIT {
    private static final Set<String> PROTOCOLS = Feature.protocols();
    private static final Pattern PACKAGE = Pattern.compile("(?:^|,)([a-zA-Z0-9_.]+)(?=[;,]|$)");

    @Test
    public void shouldKeepNettyInsideTheTransport() {
        assertThat(ours(HouseRulesIT::imports).entrySet().stream()
                        .filter(bundle -> bundle.getValue().stream().anyMatch(name -> name.startsWith("io.netty")))
                        .map(Map.Entry::getKey))
                .containsExactly("io.fairlead.transport");
    }

    @Test
    public void shouldFindTheProtocolsByWhatTheyImport() {
        assertThat(PROTOCOLS).contains("io.fairlead.imu").doesNotContain("io.fairlead.platform");
    }

    @Test
    public void shouldExportNothingFromAProtocol() {
        assertThat(ours(HouseRulesIT::exports).entrySet().stream()
                        .filter(bundle -> PROTOCOLS.contains(bundle.getKey()))
                        .filter(bundle -> !bundle.getValue().isEmpty()))
                .isEmpty();
    }

    @Test
    public void shouldImportOnlyWhatAnApiOrTheJdkExports() {
        Set<String> apis = new TreeSet<>();
        ours(HouseRulesIT::exports).values().forEach(apis::addAll);
        ours(HouseRulesIT::imports).entrySet().stream()
                .filter(bundle -> PROTOCOLS.contains(bundle.getKey()))
                .forEach(bundle -> assertThat(bundle.getValue().stream()
                                .filter(name -> name.startsWith("io.fairlead"))
                                .toList())
                        .as("what %s imports of ours", bundle.getKey())
                        .isSubsetOf(apis));
    }

    @Test
    public void shouldHaveNoOptionalOrDynamicImportsAndNoFragmentsOfOurOwn() {
        assertThat(jars().stream()
                        .filter(jar -> value(jar, "Import-Package").contains("resolution:=optional")
                                || !value(jar, "DynamicImport-Package").isEmpty()
                                || Feature.isFragment(jar))
                        .map(Feature::symbolicName))
                .isEmpty();
    }

    @Test
    public void shouldHaveOneExporterForEachPackageOfOurs() {
        Map<String, List<String>> exporters = new TreeMap<>();
        ours(HouseRulesIT::exports)
                .forEach((bundle, packages) -> packages.forEach(name ->
                        exporters.merge(name, List.of(bundle), (one, other) -> java.util.stream.Stream.of(one, other)
                                .flatMap(List::stream)
                                .toList())));
        assertThat(exporters.entrySet().stream().filter(each -> each.getValue().size() > 1))
                .isEmpty();
    }

    private static Map<String, Set<String>> ours(Function<Path, Set<String>> read) {
        Map<String, Set<String>> all = new TreeMap<>();
        jars().forEach(jar -> all.put(Feature.symbolicName(jar), read.apply(jar)));
        return all;
    }

    private static List<Path> jars() {
        return Feature.jars().stream()
                .filter(jar -> Feature.symbolicName(jar).startsWith("io.fairlead."))
                .toList();
    }

    private static Set<String> imports(Path jar) {
        return packages(value(jar, "Import-Package"));
    }

    private static Set<String> exports(Path jar) {
        return packages(value(jar, "Export-Package"));
    }

    private static Set<String> packages(String header) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = PACKAGE.matcher(header.replaceAll("\"[^\"]*\"", ""));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static String value(Path jar, String header) {
        String value = Feature.manifest(jar).getValue(header);
        return value == null ? "" : value;
    }
}
