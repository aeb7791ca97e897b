package io.fairlead.imu.lists;

import io.fairlead.catalogue.Operator;
import io.fairlead.catalogue.Query;
import io.fairlead.catalogue.Records;
import io.fairlead.imu.call.HandlerCall;
import io.fairlead.imu.call.Params;
import io.fairlead.imu.module.Views;
import io.fairlead.imu.stream.ReplyWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Statistics, {@code Module::Statistics}: counts by a path of keys ({@code Key1}, {@code Key2} and so on of
 * {@code estatistics}) and {@code Date}. {@code getValue} gives their sum, {@code getValues} each with its date and keys;
 * {@code from} and {@code to} are dates, and both count.
 */
final class Statistics implements ListClass {
    private static final String TABLE = "estatistics";
    private static final String DATE = "Date";
    private static final String VALUE = "Value";
    private static final Set<String> METHODS = Set.of("getValue", "getValues");

    private final Keyed keys;

    Statistics(Views views) {
        this.keys = new Keyed(views, TABLE, "Key", 1, "%d");
    }

    @Override
    public String table() {
        return TABLE;
    }

    @Override
    public boolean answers(String method) {
        return METHODS.contains(method);
    }

    @Override
    public void call(HandlerCall call, ReplyWriter out) {
        String method = call.method();
        Map<String, @Nullable Object> params = Params.object(method, call.params());
        List<Query> dates = new ArrayList<>();
        Params.text(method, "from", params.get("from"))
                .ifPresent(from -> dates.add(Query.compare(DATE, Operator.AT_LEAST, from)));
        Params.text(method, "to", params.get("to"))
                .ifPresent(to -> dates.add(Query.compare(DATE, Operator.AT_MOST, to)));
        List<String> path = Keyed.keys(method, params.get("keys"));
        Keyed.Found found = keys.find(call, path, dates, List.of(DATE, VALUE));
        if (method.equals("getValue")) {
            BigDecimal sum = BigDecimal.ZERO;
            for (int row = 0; row < found.records().size(); row++) {
                sum = sum.add(value(found, row));
            }
            out.any(sum);
        } else {
            write(found, out);
        }
    }

    private static BigDecimal value(Keyed.Found found, int row) {
        String text = found.records().text(row, found.depth() + 1);
        return text == null ? BigDecimal.ZERO : new BigDecimal(text);
    }

    private static void write(Keyed.Found found, ReplyWriter out) {
        Records records = found.records();
        out.beginArray();
        for (int row = 0; row < records.size(); row++) {
            out.beginObject().name("date").value(records.text(row, found.depth()));
            out.name("keys").any(found.path(row));
            out.name("value").any(value(found, row));
            out.endObject();
        }
        out.endArray();
    }
}
