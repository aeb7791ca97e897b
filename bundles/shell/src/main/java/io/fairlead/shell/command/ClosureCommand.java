package io.fairlead.shell.command;

import io.fairlead.shell.CommandFailure;
import java.util.Arrays;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** What a replacement would touch. */
@Component(
        service = ClosureCommand.class,
        property = {"osgi.command.scope=fairlead", "osgi.command.function=closure"})
public final class ClosureCommand {
    private static final String OURS = "io.fairlead.";
    private static final Usage CLOSURE = new Usage("fairlead:closure BUNDLE", """
            Shows which bundles would be stopped and wired anew with a bundle that is replaced: itself alone
            for every protocol. BUNDLE is a symbolic name, with or without io.fairlead., or a number.
            """, 1, 1);

    private final BundleContext context;

    /** @param context the framework */
    @Activate
    public ClosureCommand(BundleContext context) {
        this.context = context;
    }

    /** Shows what would be refreshed. */
    public String closure(String[] words) {
        return CLOSURE.run(words, given -> {
            List<Bundle> named = named(given.get(0));
            if (named.isEmpty()) {
                throw new CommandFailure(
                        "There is no bundle " + given.get(0) + "; lb -s shows all with their symbolic names.");
            }
            List<Bundle> closure = context
                    .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                    .adapt(FrameworkWiring.class)
                    .getDependencyClosure(named)
                    .stream()
                    .sorted()
                    .toList();
            Table table = new Table("NUMBER", "VERSION", "BUNDLE");
            closure.forEach(each -> table.row(each.getBundleId(), each.getVersion(), name(each)));
            return table
                    + (closure.size() == named.size()
                            ? "\nNothing else is refreshed with it.\n"
                            : "\nAll " + closure.size() + " are stopped, wired anew and started.\n");
        });
    }

    private List<Bundle> named(String word) {
        return Arrays.stream(context.getBundles())
                .filter(each -> name(each).equals(word)
                        || name(each).equals(OURS + word)
                        || Long.toString(each.getBundleId()).equals(word))
                .toList();
    }

    private static String name(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return name == null ? bundle.getLocation() : name;
    }
}
