package io.fairlead.shell.command;

import io.fairlead.platform.health.Finding;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.health.Status;
import io.fairlead.platform.log.Printable;
import io.fairlead.platform.settings.Problem;
import io.fairlead.platform.settings.SettingsFile;
import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.shell.CommandFailure;
import io.fairlead.shell.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.MetaTypeService;

/** Settings: those in force, and a file tried without applying it. */
@Component(
        service = ConfigCommands.class,
        property = {
            "osgi.command.scope=config",
            "osgi.command.function=check",
            "osgi.command.function=list",
            "osgi.command.function=show"
        })
public final class ConfigCommands {
    private static final Usage CHECK = new Usage("config:check FILE", """
            Reads a file of settings as if it lay in etc/ and tells every mistake with file, line, word and
            cure, without applying anything. FILE is a path, a path within the instance, or a name in its
            etc/; its name says whose settings they are, such as io.fairlead.imu-demo.cfg.
            """, 1, 1);
    private static final Usage LIST =
            new Usage("config:list", "Shows every PID that has settings, and the file that they come from.", 0, 0);
    private static final Usage SHOW = new Usage(
            "config:show PID",
            "Shows the settings of a PID as they were read; passwords and keys that begin with a dot are masked.",
            1,
            1);

    private final BundleContext context;
    private final ConfigurationAdmin configurations;
    private final Parts parts;
    private final Secrets secrets;

    /**
     * @param context finds the parsers
     * @param configurations the settings in force
     * @param parts what the parts say of their settings
     * @param metatype tells passwords, if it runs
     */
    @Activate
    public ConfigCommands(
            BundleContext context,
            @Reference ConfigurationAdmin configurations,
            @Reference Parts parts,
            @Reference(cardinality = ReferenceCardinality.MULTIPLE, policyOption = ReferencePolicyOption.GREEDY)
                    List<MetaTypeService> metatype) {
        this.context = context;
        this.configurations = configurations;
        this.parts = parts;
        this.secrets = new Secrets(context, metatype);
    }

    /** Tries a file. */
    public String check(String[] words) {
        return CHECK.run(words, given -> check(Instance.of(context).file(given.get(0))));
    }

    /** Lists the PIDs. */
    public String list(String[] words) {
        return LIST.run(words, none -> {
            TreeMap<String, String> files = new TreeMap<>();
            Instance.of(context).settingsFiles().forEach((pid, file) -> files.put(pid, "etc/" + file.getFileName()));
            Set<String> read = new TreeSet<>();
            for (Configuration each : configurations("(service.pid=*)")) {
                read.add(each.getPid());
                files.computeIfAbsent(each.getPid(), pid -> "no file");
            }
            Table table = new Table("PID", "FROM", "STATE");
            files.forEach((pid, file) -> table.row(pid, file, state(pid, read.contains(pid))));
            return files.isEmpty() ? "Nothing has settings.\n" : table.toString();
        });
    }

    /** Shows the settings of one PID. */
    public String show(String[] words) {
        return SHOW.run(words, given -> {
            String pid = given.get(0);
            Configuration found = configurations("(service.pid=*)").stream()
                    .filter(each -> each.getPid().equals(pid))
                    .findFirst()
                    .orElseThrow(() -> new CommandFailure(
                            "Nothing has been read for " + Printable.text(pid) + "; config:list shows what has."));
            Dictionary<String, Object> properties = found.getProperties();
            Set<String> passwords = secrets.passwords(pid);
            Table table = new Table("KEY", "VALUE");
            Collections.list(properties.keys()).stream().sorted().forEach(key -> {
                if (!key.startsWith("service.") && !key.startsWith("felix.")) {
                    table.row(key, Secrets.shown(key, properties.get(key), passwords));
                }
            });
            return table.toString();
        });
    }

    private String check(Path path) {
        SettingsFile file = new SettingsFile(path);
        Map<String, Object> properties = ConfigFile.read(path, context);
        SettingsParser<?> parser = parser(file.pid());
        SettingsReader reader = new SettingsReader(properties);
        parser.parse(reader);
        List<String> sentences = new ArrayList<>();
        for (Problem problem : reader.problems()) {
            sentences.add(file.place(problem.key()) + ": " + problem.sentence() + ".");
        }
        boolean good = sentences.isEmpty();
        for (String key : reader.unread()) {
            sentences.add(file.place(key) + ": " + key + " is not a setting here and has no effect"
                    + near(key, reader.known()) + ".");
        }
        String told = sentences.stream().map(Printable::text).collect(Collectors.joining("\n"));
        if (!good) {
            throw new CommandFailure(told);
        }
        return told.isEmpty() ? path + " is good.\n" : told + "\n" + path + " is good apart from that.\n";
    }

    private SettingsParser<?> parser(String pid) {
        String factory = pid.split("~", 2)[0];
        TreeSet<String> known = new TreeSet<>();
        for (ServiceReference<?> reference : parsers()) {
            String parsed = String.valueOf(reference.getProperty(SettingsParser.PID));
            known.add(parsed);
            if (parsed.equals(factory) && context.getService(reference) instanceof SettingsParser<?> parser) {
                return parser;
            }
        }
        throw new CommandFailure("Nobody here reads the settings of " + Printable.text(factory)
                + "; the name of the file says whose they are, and known are " + String.join(", ", known) + ".");
    }

    private Collection<? extends ServiceReference<?>> parsers() {
        try {
            ServiceReference<?>[] found = context.getServiceReferences(SettingsParser.class.getName(), null);
            return found == null ? List.of() : Arrays.asList(found);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter can be wrong", e);
        }
    }

    private List<Configuration> configurations(String filter) {
        try {
            Configuration[] found = configurations.listConfigurations(filter);
            return found == null ? List.of() : List.of(found);
        } catch (IOException | InvalidSyntaxException e) {
            throw new CommandFailure("The settings cannot be listed: " + e.getMessage() + ".");
        }
    }

    private String state(String pid, boolean read) {
        Optional<Finding> bad = parts.reports().stream()
                .filter(report -> report.name().equals(pid))
                .flatMap(report -> report.findings().stream())
                .filter(finding -> finding.status() != Status.UP && finding.status() != Status.STARTING)
                .findFirst();
        return bad.map(Finding::message).orElse(read ? "read" : "not read yet");
    }

    private static String near(String key, Collection<String> known) {
        return known.stream()
                .filter(each -> Words.distance(each, key) <= Math.max(1, key.length() / 4))
                .min((one, other) -> Integer.compare(Words.distance(one, key), Words.distance(other, key)))
                .map(each -> "; perhaps you mean " + each)
                .orElse("");
    }
}
