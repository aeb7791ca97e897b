package io.fairlead.imu.module;

import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.Irns;
import io.fairlead.catalogue.ModuleInfo;
import io.fairlead.catalogue.Value;
import io.fairlead.imu.call.HandlerCall;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.settings.ImuSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call that changes records of a module, all of them or none (the IMu API, Module: insert, update and remove). */
final class Updates {
    private static final String YES = "Yes";

    private final HandlerCall call;
    private final ImuSettings settings;
    private final Views views;
    private final Stamps stamps;
    private final Views.Seen seen;
    private final ModuleInfo module;

    /**
     * Begins a change.
     *
     * @throws ImuException {@code ModuleUpdatesNotAllowed} with the setting allow-updates and the caller's access
     */
    Updates(HandlerCall call, Views views, Stamps stamps, String table) {
        this.call = call;
        this.settings = views.settings();
        this.views = views;
        this.stamps = stamps;
        settings.allowUpdates().check(call.access());
        this.seen = views.of(call.access());
        this.module = seen.module(table);
    }

    /** Returns what fetches the records after the change. */
    Rows rows() {
        return views.rows(seen, call.limits());
    }

    /**
     * Adds a record. Where the client does not say whether it is published, a caller who sees published records only
     * publishes it, since it would not be seen by the caller otherwise.
     *
     * @return its irn
     */
    int insert(@Nullable Object values) {
        Map<String, Value> stamped = stamps.inserted(module, user(), read(values));
        views.visibility(call.access())
                .column()
                .filter(column -> module.find(column).isPresent())
                .ifPresent(column -> stamped.putIfAbsent(column, Value.of(YES)));
        return seen.view().insert(module.name(), stamped, call.limits());
    }

    /** Sets columns of records. */
    void update(Irns irns, @Nullable Object values) {
        Map<String, Value> read = read(values);
        bound(irns);
        if (!irns.isEmpty() && !read.isEmpty()) {
            seen.view().update(module.name(), irns, stamps.modified(module, user(), read), call.limits());
        }
    }

    /** Removes records, and returns which. */
    Irns remove(Irns irns) {
        return irns.isEmpty() ? irns : seen.view().remove(module.name(), irns, call.limits());
    }

    private Map<String, Value> read(@Nullable Object values) {
        return new ValuesReader(call.method(), module).read(values);
    }

    private String user() {
        return call.user().orElse(call.access().word());
    }

    /** What is changed is also fetched: that it would be too much is told before anything is changed. */
    private void bound(Irns irns) {
        int most = settings.bounds().records();
        if (irns.size() > most) {
            throw new CatalogueException(
                    CatalogueException.Kind.TOO_MANY,
                    "the update would answer with more records than max-records allows; update fewer at a time",
                    List.of("max-records", String.valueOf(most)));
        }
    }
}
