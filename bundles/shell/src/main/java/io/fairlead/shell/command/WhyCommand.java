package io.fairlead.shell.command;

import io.fairlead.platform.health.Parts;
import io.fairlead.shell.CommandFailure;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** What keeps a part from running. */
@Component(
        service = WhyCommand.class,
        property = {"osgi.command.scope=fairlead", "osgi.command.function=why"})
public final class WhyCommand {
    private static final Usage WHY = new Usage("fairlead:why NAME", """
            Says in one sentence what keeps a part from running, or that it runs. NAME is a PID such as
            io.fairlead.imu~demo, a component, a bundle, or a part of such a name; where several have it,
            each gets its sentence.
            """, 1, 1);

    private final BundleContext context;
    private final Parts parts;
    private final ServiceComponentRuntime runtime;
    private final ConfigurationAdmin configurations;

    /**
     * @param context the framework
     * @param parts what the parts say
     * @param runtime the components
     * @param configurations the settings
     */
    @Activate
    public WhyCommand(
            BundleContext context,
            @Reference Parts parts,
            @Reference ServiceComponentRuntime runtime,
            @Reference ConfigurationAdmin configurations) {
        this.context = context;
        this.parts = parts;
        this.runtime = runtime;
        this.configurations = configurations;
    }

    /** Says what keeps a part from running. */
    public String why(String[] words) {
        return WHY.run(words, given -> String.join("\n", new Why(facts()).sentences(given.get(0))) + "\n");
    }

    private Facts facts() {
        List<Facts.Described> components = runtime.getComponentDescriptionDTOs().stream()
                .map(each -> new Facts.Described(
                        each, runtime.isComponentEnabled(each), runtime.getComponentConfigurationDTOs(each)))
                .toList();
        return new Facts(
                parts.reports(),
                components,
                BundleStates.of(context),
                configured(),
                Instance.of(context).settingsFiles().keySet());
    }

    private Set<String> configured() {
        try {
            Configuration[] found = configurations.listConfigurations(null);
            Set<String> pids = new TreeSet<>();
            Arrays.stream(found == null ? new Configuration[0] : found).forEach(each -> pids.add(each.getPid()));
            return pids;
        } catch (IOException | InvalidSyntaxException e) {
            throw new CommandFailure("The settings cannot be listed: " + e.getMessage() + ".");
        }
    }
}
