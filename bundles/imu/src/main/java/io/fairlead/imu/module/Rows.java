package io.fairlead.imu.module;

import io.fairlead.catalogue.Call;
import io.fairlead.catalogue.Irns;
import io.fairlead.imu.columns.Column;
import io.fairlead.imu.media.MediaFiles;
import io.fairlead.imu.media.MediaWriter;
import io.fairlead.imu.settings.ImuSettings;
import io.fairlead.imu.stream.ReplyWriter;
import java.util.List;

/** Rows of one module: what a specification asks for is planned, fetched at once, and written one by one. */
record Rows(Views.Seen seen, ImuSettings settings, MediaFiles media, Call limits) {
    /** Fetches records of a module with all that goes with them. */
    Fetched fetch(String table, List<Column> columns, Irns irns) {
        return fetch(plan(table, columns), irns);
    }

    /** Plans what a specification asks for; what is wrong with it is told before anything is read or changed. */
    Plan plan(String table, List<Column> columns) {
        return Planner.plan(seen.catalogue(), seen.module(table), columns);
    }

    /** Fetches records by a plan. */
    Fetched fetch(Plan plan, Irns irns) {
        return new Fetched.Fetcher(seen.view(), limits, settings.bounds().records()).fetch(plan, irns);
    }

    /**
     * Writes an array of rows; a record that has gone since the search has none, and its number stays free.
     *
     * @param wanted the records in their order
     * @param before how many records of the result stand before the first of them
     */
    void write(Fetched fetched, Irns wanted, long before, ReplyWriter out) {
        out.beginArray();
        RowWriter rows = writer(fetched, out);
        int count = fetched.records().size();
        int row = 0;
        for (int i = 0; i < wanted.size() && row < count; i++) {
            if (fetched.records().irn(row) == wanted.at(i)) {
                rows.row(row++, before + i + 1L);
            }
        }
        out.endArray();
    }

    /** Returns what writes the records one by one. */
    RowWriter writer(Fetched fetched, ReplyWriter out) {
        long maxTextBytes = settings.bounds().replyBytes() / 4 * 3;
        return new RowWriter(out, fetched, new MediaWriter(media, out, limits.timeLimit(), maxTextBytes));
    }
}
