package io.fairlead.imu.module;

import io.fairlead.catalogue.ModuleInfo;
import io.fairlead.catalogue.Value;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Notes in a record when it was inserted and last changed, and by whom, in those of the Adm columns that its module has.
 * What a client gives itself is kept.
 */
final class Stamps {
    private final Clock clock;

    /** @param clock its zone is the one in which dates and times are written */
    Stamps(Clock clock) {
        this.clock = clock;
    }

    Map<String, Value> inserted(ModuleInfo module, String user, Map<String, Value> values) {
        Map<String, Value> stamped = new LinkedHashMap<>(values);
        stamp(module, "Inserted", "insertedTimeStamp", user, stamped);
        stamp(module, "Modified", "modifiedTimeStamp", user, stamped);
        return stamped;
    }

    Map<String, Value> modified(ModuleInfo module, String user, Map<String, Value> values) {
        Map<String, Value> stamped = new LinkedHashMap<>(values);
        stamp(module, "Modified", "modifiedTimeStamp", user, stamped);
        return stamped;
    }

    private void stamp(ModuleInfo module, String what, String timeStamp, String user, Map<String, Value> values) {
        LocalDateTime now = LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
        set(module, "AdmDate" + what, now.toLocalDate().toString(), values);
        set(module, "AdmTime" + what, now.toLocalTime().format(DateTimeFormatter.ISO_LOCAL_TIME), values);
        set(module, timeStamp, now.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME), values);
        set(module, "Adm" + what + "By", user, values);
    }

    private static void set(ModuleInfo module, String column, String text, Map<String, Value> values) {
        if (module.find(column).isPresent()) {
            values.putIfAbsent(column, Value.of(text));
        }
    }
}
