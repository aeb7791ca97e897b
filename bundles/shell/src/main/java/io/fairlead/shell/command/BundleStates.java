package io.fairlead.shell.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;

/** Reads the framework's bundles, and turns what an unresolved one lacks into phrases. */
final class BundleStates {
    private static final Pattern TERM = Pattern.compile("\\(([^()=<>~]+)(>=|<=|=)([^()]*)\\)");

    private BundleStates() {}

    static List<BundleState> of(BundleContext context) {
        FrameworkWiring wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        return Arrays.stream(context.getBundles())
                .map(bundle -> state(bundle, wiring))
                .toList();
    }

    private static BundleState state(Bundle bundle, FrameworkWiring wiring) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        boolean fragment = revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
        String name = bundle.getSymbolicName();
        List<String> missing = bundle.getState() == Bundle.INSTALLED && revision != null
                ? missing(revision, wiring, new LinkedHashSet<>())
                : List.of();
        return new BundleState(
                bundle.getBundleId(), name == null ? bundle.getLocation() : name, bundle.getState(), fragment, missing);
    }

    /** Follows providers that are unresolved themselves, so that the end of a chain is named and not its middle. */
    private static List<String> missing(BundleRevision revision, FrameworkWiring wiring, Set<BundleRevision> seen) {
        List<String> phrases = new ArrayList<>();
        if (!seen.add(revision)) {
            return phrases;
        }
        for (Requirement requirement : revision.getRequirements(null)) {
            String effective = requirement.getDirectives().get(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE);
            String resolution = requirement.getDirectives().get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE);
            if ((effective != null && !effective.equals(Namespace.EFFECTIVE_RESOLVE))
                    || Namespace.RESOLUTION_OPTIONAL.equals(resolution)) {
                continue;
            }
            List<BundleCapability> providers = List.copyOf(wiring.findProviders(requirement));
            if (providers.isEmpty()) {
                phrases.add(phrase(requirement));
            } else if (providers.stream().allMatch(each -> isUnresolved(each.getRevision()))) {
                BundleRevision provider = providers.get(0).getRevision();
                missing(provider, wiring, seen)
                        .forEach(phrase -> phrases.add(phrase + " (for " + provider.getSymbolicName() + ")"));
            }
        }
        return phrases;
    }

    private static boolean isUnresolved(BundleRevision revision) {
        return revision.getBundle().getState() == Bundle.INSTALLED;
    }

    /** Returns a requirement in words, such as {@code the package a.b from 1.0 and below 2.0}. */
    static String phrase(Requirement requirement) {
        String namespace = requirement.getNamespace();
        String filter = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
        String name = "";
        String range = "";
        Matcher terms = TERM.matcher(filter);
        while (terms.find()) {
            boolean negated = terms.start() > 1 && filter.charAt(terms.start() - 1) == '!';
            if (terms.group(1).equals(namespace)) {
                name = terms.group(3);
            } else if (terms.group(1).endsWith("version")) {
                range += (negated ? " and below " : terms.group(2).equals("=") ? " in version " : " from ")
                        + terms.group(3);
            }
        }
        String kind =
                switch (namespace) {
                    case "osgi.wiring.package" -> "the package ";
                    case "osgi.wiring.bundle", "osgi.wiring.host" -> "the bundle ";
                    case "osgi.ee" -> "the Java environment ";
                    default -> namespace + " ";
                };
        return kind + (name.isEmpty() ? filter : name) + range;
    }
}
