package io.fairlead.imu.module;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The virtual columns insertedTimeStamp and modifiedTimeStamp, {@code YYYY-MM-DDThh:mm:ss}, of modules that keep only
 * the date and time columns behind them.
 */
final class TimeStamps {
    private TimeStamps() {}

    /** Returns the column that holds the date of a virtual column. */
    static Optional<String> date(String name) {
        return switch (name) {
            case "insertedTimeStamp" -> Optional.of("AdmDateInserted");
            case "modifiedTimeStamp" -> Optional.of("AdmDateModified");
            default -> Optional.empty();
        };
    }

    /** Returns the column that holds the time, where the module has one. */
    static String time(String dateColumn) {
        return dateColumn.replace("Date", "Time");
    }

    /** Returns the virtual column's value. */
    static @Nullable String value(@Nullable String date, @Nullable String time) {
        if (date == null || date.indexOf('T') > 0) {
            return date;
        }
        return date + "T" + (time == null ? "00:00:00" : time);
    }
}
