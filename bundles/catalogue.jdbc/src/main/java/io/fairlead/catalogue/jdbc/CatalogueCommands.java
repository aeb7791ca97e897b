package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Arity;
import io.fairlead.catalogue.Call;
import io.fairlead.catalogue.ColumnInfo;
import io.fairlead.catalogue.ModuleInfo;
import io.fairlead.catalogue.Query;
import io.fairlead.catalogue.RecordFilter;
import io.fairlead.catalogue.View;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The shell commands of the scope {@code catalogue}. Where there is more than one catalogue, the first argument is its
 * name with a colon behind it, as in {@code catalogue:count museum: eparties}.
 */
@Component(
        service = CatalogueCommands.class,
        property = {
            "osgi.command.scope=catalogue",
            "osgi.command.function=load",
            "osgi.command.function=modules",
            "osgi.command.function=columns",
            "osgi.command.function=count"
        })
public final class CatalogueCommands {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Path home;
    private volatile List<JdbcCatalogue> catalogues = List.of();

    /** @param context tells the instance's folder */
    @Activate
    public CatalogueCommands(BundleContext context) {
        this(CatalogueSettings.home(context));
    }

    CatalogueCommands(Path home) {
        this.home = home;
    }

    @Reference(
            name = "catalogue",
            unbind = "remove",
            service = JdbcCatalogue.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void add(JdbcCatalogue catalogue) {
        List<JdbcCatalogue> more = new ArrayList<>(catalogues);
        more.add(catalogue);
        catalogues = List.copyOf(more);
    }

    synchronized void remove(JdbcCatalogue catalogue) {
        catalogues = catalogues.stream().filter(each -> each != catalogue).toList();
    }

    /**
     * Loads a file or folder: {@code catalogue:load [NAME:] PATH [MODULE]}.
     *
     * @return what became of the records, in a sentence
     */
    public String load(String... arguments) throws IOException {
        Request request = request("load [CATALOGUE:] PATH [MODULE]", 1, 2, arguments);
        JdbcCatalogue catalogue = request.catalogue();
        Path place = home.resolve(request.words().get(0));
        Optional<String> module =
                request.words().size() > 1 ? Optional.of(request.words().get(1)) : Optional.empty();
        Loader loader = new Loader(
                catalogue,
                CatalogueFiles.mappings(catalogue.settings(), catalogue.modules()),
                InstantSource.system(),
                out());
        Loader.Outcome outcome = loader.load(place, module);
        return String.format(
                Locale.ROOT,
                "%,d records loaded, %,d of them in place of earlier ones, %,d lines refused, %,d rows/s",
                outcome.loaded(),
                outcome.replaced(),
                outcome.refused(),
                outcome.rowsPerSecond());
    }

    /** Tells the modules and how many records each has: {@code catalogue:modules [NAME:]}. */
    public String modules(String... arguments) {
        JdbcCatalogue catalogue =
                request("modules [CATALOGUE:]", 0, 0, arguments).catalogue();
        View view = catalogue.view(RecordFilter.everything());
        List<String> lines = new ArrayList<>();
        for (ModuleInfo module : catalogue.modules()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-20s %,12d records %4d columns",
                    module.name(),
                    view.count(module.name(), new Query.All(), Call.within(LIMIT)),
                    module.columns().size()));
        }
        return String.join("\n", lines);
    }

    /** Tells a module's columns: {@code catalogue:columns [NAME:] MODULE}. */
    public String columns(String... arguments) {
        Request request = request("columns [CATALOGUE:] MODULE", 1, 1, arguments);
        List<String> lines = new ArrayList<>();
        for (ColumnInfo column :
                request.catalogue().module(request.words().get(0)).columns()) {
            String arity = column.arity() == Arity.ATOM
                    ? ""
                    : " " + column.arity().name().toLowerCase(Locale.ROOT);
            lines.add(String.format(
                    "%-28s %s%s%s%s",
                    column.name(),
                    column.kind().name().toLowerCase(Locale.ROOT),
                    arity,
                    column.target().map(target -> " to " + target).orElse(""),
                    column.group().map(group -> " in " + group).orElse("")));
        }
        return String.join("\n", lines);
    }

    /** Counts a module's records, seen or not: {@code catalogue:count [NAME:] MODULE}. */
    public long count(String... arguments) {
        Request request = request("count [CATALOGUE:] MODULE", 1, 1, arguments);
        return request.catalogue()
                .view(RecordFilter.everything())
                .count(request.words().get(0), new Query.All(), Call.within(LIMIT));
    }

    /** A command's catalogue and the rest of its words. */
    private record Request(JdbcCatalogue catalogue, List<String> words) {}

    private Request request(String usage, int least, int most, String... arguments) {
        List<String> words = List.of(arguments);
        List<JdbcCatalogue> known = catalogues;
        if (!words.isEmpty() && words.get(0).endsWith(":")) {
            String name = words.get(0).substring(0, words.get(0).length() - 1);
            known = known.stream().filter(each -> each.name().equals(name)).toList();
            words = words.subList(1, words.size());
            if (known.isEmpty()) {
                throw new IllegalArgumentException("there is no open catalogue " + name + "; open are " + names());
            }
        }
        if (words.size() < least || words.size() > most) {
            throw new IllegalArgumentException("usage: catalogue:" + usage);
        }
        if (known.isEmpty()) {
            throw new IllegalStateException("no catalogue is open; fairlead:why io.fairlead.catalogue says why");
        }
        if (known.size() > 1) {
            throw new IllegalArgumentException("there are several catalogues: " + names() + "; name one first, as in "
                    + known.get(0).name() + ":");
        }
        return new Request(known.get(0), words);
    }

    private List<String> names() {
        return catalogues.stream().map(JdbcCatalogue::name).toList();
    }

    /** The shell gives each session's thread its own standard output. */
    private static PrintStream out() {
        return System.out;
    }
}
