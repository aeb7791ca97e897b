package io.fairlead.shell.command;

import io.fairlead.platform.health.Finding;
import io.fairlead.platform.health.Parts.Report;
import io.fairlead.platform.health.Status;
import io.fairlead.platform.log.Printable;
import io.fairlead.shell.CommandFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** Turns what is known into one sentence for each part that a name means. */
final class Why {
    private static final int MOST = 12;

    private final Facts facts;
    private final ComponentWhy components;

    Why(Facts facts) {
        this.facts = facts;
        this.components = new ComponentWhy(facts);
    }

    /**
     * Explains every part of that name.
     *
     * @throws CommandFailure where there is none
     */
    List<String> sentences(String name) {
        List<String> pids = pids();
        List<String> names = facts.components().stream()
                .map(each -> each.description().name)
                .distinct()
                .toList();
        List<String> bundles = facts.bundles().stream().map(BundleState::name).toList();
        for (Predicate<String> matches : ways(name)) {
            List<String> found = Stream.of(
                            pids.stream().filter(matches).map(this::pid),
                            names.stream().filter(matches).map(components::sentence),
                            bundles.stream().filter(matches).map(this::bundle))
                    .map(Stream::toList)
                    .filter(sentences -> !sentences.isEmpty())
                    .findFirst()
                    .orElse(List.of());
            if (!found.isEmpty()) {
                return found.size() <= MOST ? found : shortened(found);
            }
        }
        if (name.startsWith("io.fairlead.") && !name.contains("*")) {
            return List.of(pid(name));
        }
        throw new CommandFailure("Nothing here is called " + Printable.text(name) + "; parts are "
                + pids.stream().map(Figures::brief).collect(Collectors.joining(", ")) + ".");
    }

    /** The ways in which a name can be meant, the strictest first. */
    private static List<Predicate<String>> ways(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return List.of(
                each -> each.equals(name),
                each -> each.startsWith("io.fairlead." + name + "~") || each.equals("io.fairlead." + name),
                each -> each.toLowerCase(Locale.ROOT).endsWith("." + wanted)
                        || each.toLowerCase(Locale.ROOT).endsWith("~" + wanted),
                each -> each.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static List<String> shortened(List<String> found) {
        List<String> few = new ArrayList<>(found.subList(0, MOST));
        few.add((found.size() - MOST) + " more have that name; write more of it.");
        return few;
    }

    private List<String> pids() {
        TreeSet<String> pids = new TreeSet<>(facts.files());
        facts.reports().forEach(report -> pids.add(report.name()));
        facts.configured().stream()
                .filter(pid -> pid.startsWith("io.fairlead."))
                .forEach(pids::add);
        return List.copyOf(pids);
    }

    private String pid(String pid) {
        Optional<Report> report =
                facts.reports().stream().filter(each -> each.name().equals(pid)).findFirst();
        if (report.isPresent() && report.get().status() == Status.FAILED) {
            return pid + " does not run: "
                    + ended(report.get().findings().get(0).message());
        }
        List<Facts.Described> readers = components.readers(pid);
        if (readers.isEmpty()) {
            return report.filter(each -> each.findings().get(0).status() == Status.UP)
                    .map(Why::runs)
                    .orElseGet(() -> pid + " does not run: " + ended(noComponent(pid)));
        }
        if (!facts.configured().contains(pid)) {
            return pid + " does not run: " + ended(components.noSettings(pid));
        }
        Map<String, String> reasons = new LinkedHashMap<>();
        for (Facts.Described reader : readers) {
            components.reason(reader, each -> of(pid, each)).ifPresent(why -> reasons.put(why, why));
        }
        if (!reasons.isEmpty()) {
            return pid + " does not run: " + ended(String.join("; ", reasons.keySet()));
        }
        return report.map(Why::runs).orElse(pid + " runs.");
    }

    private static boolean of(String pid, ComponentConfigurationDTO configuration) {
        Object pids = configuration.properties == null ? null : configuration.properties.get("service.pid");
        if (pids == null) {
            return !pid.contains("~");
        }
        return pids instanceof Collection<?> several
                ? several.contains(pid)
                : pids instanceof Object[] array ? List.of(array).contains(pid) : pids.equals(pid);
    }

    private String noComponent(String pid) {
        String factory = pid.split("~", 2)[0];
        Optional<BundleState> bundle = facts.bundles().stream()
                .filter(each -> each.name().equals(factory))
                .findFirst();
        return bundle.flatMap(Why::bundleReason)
                .orElse(
                        bundle.isPresent()
                                ? "its bundle has no component that reads these settings"
                                : "there is no bundle " + factory + "; put its jar into deploy/, or mend the name of "
                                        + Instance.fileName(pid));
    }

    private static String runs(Report report) {
        String warnings = report.findings().stream()
                .filter(finding -> finding.status() == Status.WARN)
                .map(Finding::message)
                .collect(Collectors.joining("; "));
        String endpoints = report.endpoints().entrySet().stream()
                .map(each -> each.getKey() + " at " + each.getValue().replaceAll("  +", " "))
                .collect(Collectors.joining(", "));
        if (report.findings().get(0).status() == Status.STARTING) {
            return report.name() + " is starting: its component is active and has not said yet that it serves.";
        }
        return report.name() + " runs" + (endpoints.isEmpty() ? "" : ": it serves " + endpoints)
                + (warnings.isEmpty() ? "." : (endpoints.isEmpty() ? ": " : "; but ") + ended(warnings));
    }

    private String bundle(String name) {
        BundleState bundle = facts.bundles().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        Optional<String> reason = bundleReason(bundle);
        if (reason.isPresent()) {
            return name + " does not run: " + ended(reason.get());
        }
        List<String> idle = facts.components().stream()
                .filter(each -> each.description().bundle != null && each.description().bundle.id == bundle.id())
                .flatMap(each -> components
                        .reason(each, all -> true)
                        .map(why -> "its component " + each.description().name + " does not: " + why)
                        .stream())
                .toList();
        return idle.isEmpty() ? name + " runs." : name + " runs, but " + ended(String.join("; ", idle));
    }

    static Optional<String> bundleReason(BundleState bundle) {
        if (bundle.fragment()) {
            return bundle.state() == Bundle.INSTALLED
                    ? Optional.of("it is a fragment and its host is not there")
                    : Optional.empty();
        }
        return switch (bundle.state()) {
            case Bundle.ACTIVE -> Optional.empty();
            case Bundle.INSTALLED ->
                Optional.of(
                        bundle.missing().isEmpty()
                                ? "it is not resolved, though everything that it needs is there; felix:start "
                                        + bundle.id() + " tries it and says more"
                                : "no bundle offers " + String.join(" and ", bundle.missing())
                                        + "; deploy one that does");
            case Bundle.RESOLVED -> Optional.of("it is stopped; felix:start " + bundle.id() + " starts it");
            case Bundle.STARTING -> Optional.of("it is still starting");
            default -> Optional.of("it is stopping");
        };
    }

    private static String ended(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
