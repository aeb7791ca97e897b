package io.fairlead.imu.module;

import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.ColumnInfo;
import io.fairlead.catalogue.Irns;
import io.fairlead.catalogue.ModuleInfo;
import io.fairlead.catalogue.Operator;
import io.fairlead.catalogue.Query;
import io.fairlead.catalogue.SortKey;
import io.fairlead.catalogue.SortOptions;
import io.fairlead.catalogue.Sorted;
import io.fairlead.imu.call.HandlerCall;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.call.ImuHandler;
import io.fairlead.imu.call.Params;
import io.fairlead.imu.call.StateReader;
import io.fairlead.imu.call.StateWriter;
import io.fairlead.imu.stream.ReplyWriter;
import io.fairlead.imu.terms.Terms;
import io.fairlead.imu.terms.TermsReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A client's view of several modules: one search over all of them, and one position in what it found. */
final class ModulesHandler implements ImuHandler {
    private final Views views;
    private final ModuleHits hits;
    private final ModuleSets fetchSets = new ModuleSets();
    private final ModuleSets aliases = new ModuleSets();
    private final ModuleSets sortSets = new ModuleSets();
    private List<String> modules = List.of();

    ModulesHandler(Views views, ResultMemory memory) {
        this.views = views;
        this.hits = new ModuleHits(memory);
    }

    @Override
    public void call(HandlerCall call, ReplyWriter out) {
        String method = call.method();
        Object params = call.params();
        Views.Seen seen = views.of(call.access());
        switch (method) {
            case "setModules" -> out.value(setModules(seen, params));
            case "findTerms" -> findTerms(call, seen, Params.object(method, params), out);
            case "findKeys" -> findKeys(call, seen, params, out);
            case "findAttachments" -> findAttachments(call, seen, Params.object(method, params), out);
            case "fetch" -> fetch(call, seen, Params.object(method, params), out);
            case "fetchMany" -> fetchMany(call, seen, Params.object(method, params), out);
            case "getHits" -> getHits(method, params, out);
            case "getAllHits" -> getAllHits(out);
            case "sort" -> sort(call, seen, Params.object(method, params), out);
            case "addFetchSet" -> out.value(fetchSets.add(method, true, params, seen::module));
            case "addFetchSets" -> out.value(fetchSets.add(method, false, params, seen::module));
            case "addSearchAlias" -> out.value(aliases.add(method, true, params, seen::module));
            case "addSearchAliases" -> out.value(aliases.add(method, false, params, seen::module));
            case "addSortSet" -> out.value(sortSets.add(method, true, params, seen::module));
            case "addSortSets" -> out.value(sortSets.add(method, false, params, seen::module));
            case "restoreFromFile" -> restore(call, seen, views.settings().restorePath(), out);
            case "restoreFromTemp" -> restore(call, seen, views.settings().tempPath(), out);
            default -> throw ImuException.method("Modules", method);
        }
    }

    private int setModules(Views.Seen seen, @Nullable Object params) {
        Set<String> wanted = names("setModules", params);
        wanted.forEach(seen::module);
        modules = List.copyOf(wanted);
        hits.replace(Map.of());
        return modules(seen).size();
    }

    private static Set<String> names(String method, @Nullable Object names) {
        List<@Nullable Object> list =
                names instanceof String text ? List.of((Object[]) text.split("[;,]", -1)) : Params.list(method, names);
        Set<String> wanted = new LinkedHashSet<>();
        for (Object name : list) {
            Params.text(method, "a module's name", name)
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .ifPresent(wanted::add);
        }
        return wanted;
    }

    /** Returns the modules to work on: those that were set, or all that there are. */
    private List<String> modules(Views.Seen seen) {
        return modules.isEmpty()
                ? seen.catalogue().modules().stream().map(ModuleInfo::name).toList()
                : modules;
    }

    private List<String> included(Views.Seen seen, String method, @Nullable Object include) {
        Set<String> wanted = names(method, include);
        wanted.forEach(seen::module);
        List<String> all = modules(seen);
        return wanted.isEmpty() ? all : all.stream().filter(wanted::contains).toList();
    }

    /** Searches every module that has all of the columns; an alias stands for what it names in each module. */
    private void findTerms(HandlerCall call, Views.Seen seen, Map<String, @Nullable Object> params, ReplyWriter out) {
        Terms terms = TermsReader.read(params.containsKey("terms") ? params.get("terms") : params);
        find(call, seen, included(seen, call.method(), params.get("include")), module -> new Queries(
                        seen.module(module), aliases.of(module))
                .of(terms));
        writeNames(out);
    }

    private void find(HandlerCall call, Views.Seen seen, List<String> searched, Function<String, Query> query) {
        Map<String, Irns> found = new LinkedHashMap<>();
        CatalogueException unknown = null;
        boolean some = false;
        for (String module : modules(seen)) {
            found.put(module, Irns.none());
            if (searched.contains(module)) {
                try {
                    found.put(module, search(call, seen, module, query.apply(module)));
                    some = true;
                } catch (CatalogueException mistake) {
                    if (mistake.kind() != CatalogueException.Kind.UNKNOWN_COLUMN) {
                        throw mistake;
                    }
                    unknown = mistake;
                }
            }
        }
        if (unknown != null && !some) {
            throw unknown;
        }
        hits.replace(found);
    }

    private Irns search(HandlerCall call, Views.Seen seen, String module, Query query) {
        int limit = views.settings().bounds().matches();
        return seen.view().search(module, query, limit, call.limits()).irns();
    }

    private void writeNames(ReplyWriter out) {
        out.any(hits.found());
    }

    private void findKeys(HandlerCall call, Views.Seen seen, @Nullable Object params, ReplyWriter out) {
        Map<String, @Nullable Object> members =
                params instanceof List<?> ? Map.of() : Params.object("findKeys", params);
        Map<String, List<Integer>> keys = keys(seen, params instanceof List<?> ? params : members.get("keys"));
        find(
                call,
                seen,
                included(seen, call.method(), members.get("include")),
                module -> new Query.HasKey(irns(keys.getOrDefault(module, List.of()))));
        writeNames(out);
    }

    /** Reads pairs of module and key; a module that is not worked on is the client's mistake. */
    private Map<String, List<Integer>> keys(Views.Seen seen, @Nullable Object pairs) {
        Map<String, List<Integer>> keys = new LinkedHashMap<>();
        for (Object pair : Params.list("findKeys", pairs)) {
            List<@Nullable Object> both = Params.list("findKeys", pair);
            if (both.size() != 2) {
                throw ImuException.params("findKeys", "a key is a list of module and irn");
            }
            String module =
                    Params.text("findKeys", "a module's name", both.get(0)).orElse("");
            long key = Params.integer("findKeys", "a key", both.get(1)).orElse(-1L);
            add(seen, keys, module, key);
        }
        return keys;
    }

    private void add(Views.Seen seen, Map<String, List<Integer>> keys, String module, long key) {
        seen.module(module);
        if (!modules(seen).contains(module)) {
            throw new ImuException(
                    "ModulesNotSet",
                    ImuException.CODE,
                    module + " is none of the modules that were set",
                    ImuException.cut(module));
        }
        if (key >= 0 && key <= Integer.MAX_VALUE) {
            keys.computeIfAbsent(module, unseen -> new ArrayList<>()).add((int) key);
        }
    }

    private static Irns irns(List<Integer> keys) {
        return Irns.copyOf(keys.stream().mapToInt(Integer::intValue).toArray(), keys.size());
    }

    /**
     * Finds the records that a record is attached to by a column: those of the table, where it has such a column, else
     * those of every module whose column of that name leads to the table.
     */
    private void findAttachments(
            HandlerCall call, Views.Seen seen, Map<String, @Nullable Object> params, ReplyWriter out) {
        String method = call.method();
        String table = required(method, "table", params);
        String column = required(method, "column", params);
        long key = Params.integer(method, "key", params.get("key"))
                .orElseThrow(() -> ImuException.params(method, "key is missing"));
        boolean own = seen.module(table).find(column).isPresent();
        List<String> attached = modules(seen).stream()
                .filter(module -> own ? module.equals(table) : leadsTo(seen.module(module), column, table))
                .toList();
        if (attached.isEmpty()) {
            throw CatalogueException.unknownColumn(table, column);
        }
        if (own && !seen.module(table).column(column).isReference()) {
            throw new CatalogueException(
                    CatalogueException.Kind.WRONG_KIND, column + " leads to no other record", List.of(table, column));
        }
        find(call, seen, attached, module -> Query.compare(column, Operator.EQUAL, String.valueOf(key)));
        out.value(hits.size());
    }

    private static boolean leadsTo(ModuleInfo module, String column, String table) {
        return module.find(column).flatMap(ColumnInfo::target).equals(Optional.of(table));
    }

    private static String required(String method, String name, Map<String, @Nullable Object> params) {
        return Params.text(method, name, params.get(name))
                .orElseThrow(() -> ImuException.params(method, name + " is missing"));
    }

    private void fetch(HandlerCall call, Views.Seen seen, Map<String, @Nullable Object> params, ReplyWriter out) {
        int before = hits.current();
        Results.Window window = hits.window(params);
        try {
            writer(call, seen, params.get("columns")).page(hits, window, out);
        } catch (RuntimeException failed) {
            hits.current(before);
            throw failed;
        }
    }

    private ModulesWriter writer(HandlerCall call, Views.Seen seen, @Nullable Object columns) {
        return new ModulesWriter(views.rows(seen, call.limits()), fetchSets, columns);
    }

    /** Fetches records by module and key, without touching the results. */
    private void fetchMany(HandlerCall call, Views.Seen seen, Map<String, @Nullable Object> params, ReplyWriter out) {
        List<ModuleHits.Slice> slices = new ArrayList<>();
        keys(seen, params.get("list"))
                .forEach((module, keys) ->
                        slices.add(new ModuleHits.Slice(module, modules(seen).indexOf(module), 0, irns(keys))));
        writer(call, seen, params.get("columns")).slices(slices, ModuleHits.Slice::irns, out);
    }

    private void getHits(String method, @Nullable Object params, ReplyWriter out) {
        Object module = params instanceof Map<?, ?> map ? map.get("module") : params;
        out.value(Params.text(method, "a module's name", module).map(hits::size).orElseGet(hits::size));
    }

    private void getAllHits(ReplyWriter out) {
        out.beginObject();
        hits.byModule().keySet().forEach(module -> out.name(module).value(hits.size(module)));
        out.endObject();
    }

    private void sort(HandlerCall call, Views.Seen seen, Map<String, @Nullable Object> params, ReplyWriter out) {
        String method = call.method();
        String name = required(method, "set", params);
        if (sortSets.named(name).isEmpty()) {
            throw new ImuException(
                    "ModulesSetUnknown", ImuException.CODE, name + " is no sort set", ImuException.cut(name));
        }
        SortOptions options = SortSpec.options(Sets.texts(method, params.get("flags")));
        Map<String, Irns> sorted = new LinkedHashMap<>(hits.byModule());
        Map<String, Sorted> reports = new LinkedHashMap<>();
        hits.byModule().forEach((module, irns) -> sortSets.of(module)
                .named(name)
                .filter(set -> !irns.isEmpty())
                .ifPresent(set -> {
                    List<SortKey> keys = SortSpec.keys(set);
                    keys.forEach(key -> seen.module(module).column(key.column()));
                    Sorted one = seen.view().sort(module, irns, keys, options, call.limits());
                    sorted.put(module, one.irns());
                    reports.put(module, one);
                }));
        hits.replace(sorted);
        if (!options.report()) {
            out.nullValue();
            return;
        }
        out.beginObject();
        reports.forEach((module, one) -> {
            out.name(module);
            SortReport.write(one.report(), out);
        });
        out.endObject();
    }

    private void restore(HandlerCall call, Views.Seen seen, Optional<Path> folder, ReplyWriter out) {
        Object params = call.params();
        int limit = views.settings().bounds().matches();
        Optional<String> only = Params.text(
                call.method(), "module", Params.object(call.method(), params).get("module"));
        Map<String, List<Integer>> keys = new LinkedHashMap<>();
        for (KeyFile.Line line : KeyFile.lines(call.method(), folder, params, limit)) {
            add(seen, keys, line.module().isEmpty() ? only.orElse("") : line.module(), line.key());
        }
        find(call, seen, modules(seen), module -> new Query.HasKey(irns(keys.getOrDefault(module, List.of()))));
        out.value(hits.size());
    }

    @Override
    public void save(StateWriter out) {
        out.texts(modules);
        hits.save(out);
        fetchSets.save(out);
        aliases.save(out);
        sortSets.save(out);
    }

    ModulesHandler restored(StateReader in) {
        modules = in.texts();
        hits.load(in);
        fetchSets.load(in);
        aliases.load(in);
        sortSets.load(in);
        return this;
    }

    @Override
    public String describe() {
        return (modules.isEmpty() ? "all modules" : String.join(" ", modules)) + ", " + hits.size() + " hits";
    }

    @Override
    public void destroyed() {
        hits.replace(Map.of());
    }
}
