package io.fairlead.imu.module;

import io.fairlead.catalogue.Irns;
import io.fairlead.catalogue.Query;
import io.fairlead.catalogue.SortKey;
import io.fairlead.catalogue.SortOptions;
import io.fairlead.catalogue.Sorted;
import io.fairlead.imu.call.Access;
import io.fairlead.imu.call.HandlerCall;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.call.ImuHandler;
import io.fairlead.imu.call.Params;
import io.fairlead.imu.call.StateReader;
import io.fairlead.imu.call.StateWriter;
import io.fairlead.imu.columns.Columns;
import io.fairlead.imu.stream.Name;
import io.fairlead.imu.stream.ReplyWriter;
import io.fairlead.imu.terms.TermsReader;
import io.fairlead.imu.texql.WhereParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client's view of one module: a result set with a position, and what it has named for later. */
final class ModuleHandler implements ImuHandler {
    private static final Name COUNT = Name.of("count");
    private static final Name HITS = Name.of("hits");
    private static final Name ROWS = Name.of("rows");

    private final String table;
    private final Views views;
    private final ResultMemory memory;
    private final Stamps stamps;
    private final Results results = new Results();
    private final Sets fetchSets = new Sets();
    private final Sets aliases = new Sets();
    private final Sets sortSets = new Sets();
    private long matchLimit;
    /** What the result was found with; null where that is not known. */
    private @Nullable Access foundWith = Access.DEFAULT;

    ModuleHandler(String table, Views views, ResultMemory memory, Stamps stamps) {
        this.stamps = stamps;
        this.table = table;
        this.views = views;
        this.memory = memory;
    }

    @Override
    public void call(HandlerCall call, ReplyWriter out) {
        hideFrom(call);
        String method = call.method();
        Object params = call.params();
        switch (method) {
            case "findKey" -> findKeys(call, params == null ? List.of() : List.of(params), out);
            case "findKeys" -> findKeys(call, Params.list(method, params), out);
            case "findTerms" -> {
                Views.Seen seen = views.of(call.access());
                find(call, seen, new Queries(seen.module(table), aliases).of(TermsReader.read(params)), out);
            }
            case "findWhere" -> {
                Views.Seen seen = views.of(call.access());
                String where = Params.text(method, "the where clause", params).orElse("");
                find(call, seen, new Queries(seen.module(table), aliases).of(WhereParser.parse(where)), out);
            }
            case "restoreFromFile" -> restore(call, views.settings().restorePath(), out);
            case "restoreFromTemp" -> restore(call, views.settings().tempPath(), out);
            case "fetch" -> fetch(call, Params.object(method, params), out);
            case "fetchHierarchy" -> fetchHierarchy(call, Params.object(method, params), out);
            case "sort" -> sort(call, Params.object(method, params), out);
            case "addFetchSet" -> out.value(fetchSets.add(method, true, params));
            case "addFetchSets" -> out.value(fetchSets.add(method, false, params));
            case "addSearchAlias", "addSearchName" -> out.value(aliases.add(method, true, params));
            case "addSearchAliases", "addSearchNames" -> out.value(aliases.add(method, false, params));
            case "addSortSet" -> out.value(sortSets.add(method, true, params));
            case "addSortSets" -> out.value(sortSets.add(method, false, params));
            case "setMatchLimit" -> {
                matchLimit =
                        Math.max(0, Params.integer(method, "the limit", params).orElse(0L));
                out.value(limit());
            }
            case "insert" -> insert(call, Params.object(method, params), out);
            case "update" -> update(call, Params.object(method, params), out);
            case "updateMany" -> updateMany(call, Params.object(method, params), out);
            case "remove" -> remove(call, Params.object(method, params), out);
            default -> throw ImuException.method("Module", method);
        }
    }

    /** Drops from the result what the caller may no longer see, after a log-in or a log-out: the hits would tell of it. */
    private void hideFrom(HandlerCall call) {
        if (!call.access().equals(foundWith) && !results.irns().isEmpty()) {
            Irns seen = views.of(call.access())
                    .view()
                    .search(
                            table,
                            new Query.HasKey(results.irns()),
                            results.irns().size(),
                            call.limits())
                    .irns();
            long before = bytes(results.irns());
            results.keep(seen);
            memory.change(before, bytes(results.irns()));
        }
        foundWith = call.access();
    }

    private int limit() {
        int most = views.settings().bounds().matches();
        return matchLimit == 0 ? most : (int) Math.min(matchLimit, most);
    }

    private void findKeys(HandlerCall call, List<@Nullable Object> keys, ReplyWriter out) {
        find(call, views.of(call.access()), new Query.HasKey(irns(call, keys)), out);
    }

    private static Irns irns(HandlerCall call, List<@Nullable Object> keys) {
        int[] irns = new int[keys.size()];
        int count = 0;
        for (Object key : keys) {
            long irn = Params.integer(call.method(), "a key", key).orElse(-1L);
            if (irn >= 0 && irn <= Integer.MAX_VALUE) {
                irns[count++] = (int) irn;
            }
        }
        return Irns.copyOf(irns, count);
    }

    private void restore(HandlerCall call, Optional<Path> folder, ReplyWriter out) {
        Irns irns = KeyFile.read(call.method(), folder, call.params(), limit());
        find(call, views.of(call.access()), new Query.HasKey(irns), out);
    }

    private void find(HandlerCall call, Views.Seen seen, Query query, ReplyWriter out) {
        replace(seen.view().search(table, query, limit(), call.limits()).irns());
        out.value(results.irns().size());
    }

    private void replace(Irns irns) {
        memory.change(bytes(results.irns()), bytes(irns));
        results.replace(irns);
    }

    private static long bytes(Irns irns) {
        return (long) Integer.BYTES * irns.size();
    }

    private void fetch(HandlerCall call, Map<String, @Nullable Object> params, ReplyWriter out) {
        Rows rows = views.rows(views.of(call.access()), call.limits());
        Plan plan = plan(rows, params);
        inWindow(params, window -> write(rows, plan, window, hits(), out));
    }

    private int hits() {
        return results.irns().size();
    }

    private Plan plan(Rows rows, Map<String, @Nullable Object> params) {
        Object columns = params.get("columns");
        Object wanted = fetchSets.named(columns).<Object>map(set -> set).orElse(columns);
        return rows.plan(table, Columns.parse(wanted));
    }

    /** Moves to what a call asks for, and stays where it was when that fails. */
    private void inWindow(Map<String, @Nullable Object> params, Consumer<Results.Window> work) {
        int before = results.current();
        try {
            work.accept(results.window(params));
        } catch (RuntimeException failed) {
            results.restore(results.irns(), before);
            throw failed;
        }
    }

    private void insert(HandlerCall call, Map<String, @Nullable Object> params, ReplyWriter out) {
        Updates updates = new Updates(call, views, stamps, table);
        Plan plan = plan(updates.rows(), params);
        Irns inserted = Irns.of(updates.insert(params.get("values")));
        updates.rows().writer(updates.rows().fetch(plan, inserted), out).row(0, 1);
    }

    private void update(HandlerCall call, Map<String, @Nullable Object> params, ReplyWriter out) {
        Updates updates = new Updates(call, views, stamps, table);
        Plan plan = plan(updates.rows(), params);
        inWindow(params, window -> {
            updates.update(window.irns(), params.get("values"));
            write(updates.rows(), plan, window, hits(), out);
        });
    }

    /** As update, of a list of keys in place of a part of the result set, which stays as it is. */
    private void updateMany(HandlerCall call, Map<String, @Nullable Object> params, ReplyWriter out) {
        Updates updates = new Updates(call, views, stamps, table);
        Plan plan = plan(updates.rows(), params);
        Irns irns = irns(call, Params.list(call.method(), params.get("list")));
        updates.update(irns, params.get("values"));
        write(updates.rows(), plan, new Results.Window(0, irns), irns.size(), out);
    }

    private void remove(HandlerCall call, Map<String, @Nullable Object> params, ReplyWriter out) {
        Updates updates = new Updates(call, views, stamps, table);
        inWindow(params, window -> {
            long before = bytes(results.irns());
            Irns removed = updates.remove(window.irns());
            results.remove(removed);
            memory.change(before, bytes(results.irns()));
            out.value(removed.size());
        });
    }

    private static void write(Rows rows, Plan plan, Results.Window window, int hits, ReplyWriter out) {
        Fetched fetched = rows.fetch(plan, window.irns());
        out.beginObject()
                .name(COUNT)
                .value(fetched.records().size())
                .name(HITS)
                .value(hits)
                .name(ROWS);
        rows.write(fetched, window.irns(), window.first(), out);
        out.endObject();
    }

    private void fetchHierarchy(HandlerCall call, Map<String, @Nullable Object> params, ReplyWriter out) {
        Rows rows = views.rows(views.of(call.access()), call.limits());
        Map<String, @Nullable Object> options = Params.object(call.method(), params.get("options"));
        Object columns = options.containsKey("columns") ? options.get("columns") : params.get("columns");
        Object wanted = fetchSets.named(columns).<Object>map(set -> set).orElse(columns);
        Hierarchy.of(rows, table, params).write(Columns.parse(wanted), out);
    }

    private void sort(HandlerCall call, Map<String, @Nullable Object> params, ReplyWriter out) {
        Views.Seen seen = views.of(call.access());
        Object columns = params.get("columns");
        List<SortKey> keys = SortSpec.keys(sortSets.named(columns).orElseGet(() -> Sets.texts("sort", columns)));
        SortOptions options = SortSpec.options(Sets.texts("sort", params.get("flags")));
        for (SortKey key : keys) {
            seen.module(table).column(key.column());
        }
        Sorted sorted = seen.view().sort(table, results.irns(), keys, options, call.limits());
        replace(sorted.irns());
        if (options.report()) {
            SortReport.write(sorted.report(), out);
        } else {
            out.nullValue();
        }
    }

    @Override
    public void save(StateWriter out) {
        out.text(table);
        out.number(results.current());
        out.buffer(results.irns().bytes());
        out.number(matchLimit);
        fetchSets.save(out);
        aliases.save(out);
        sortSets.save(out);
    }

    ModuleHandler restored(StateReader in) {
        foundWith = null;
        int current = (int) in.number();
        results.restore(Irns.over(in.buffer()), current);
        memory.restore(bytes(results.irns()));
        matchLimit = in.number();
        fetchSets.load(in);
        aliases.load(in);
        sortSets.load(in);
        return this;
    }

    @Override
    public String describe() {
        return table + ", " + results.irns().size() + " hits, at " + (results.current() + 1);
    }

    @Override
    public void destroyed() {
        memory.change(bytes(results.irns()), 0);
        results.replace(Irns.none());
    }
}
