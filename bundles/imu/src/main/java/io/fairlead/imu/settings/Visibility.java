package io.fairlead.imu.settings;

import io.fairlead.catalogue.RecordFilter;
import java.util.Optional;

/** Which records may be seen: the settings {@code visibility} and {@code visibility-when-authenticated}. */
public enum Visibility {
    /** Records published to everybody: AdmPublishWebNoPassword is Yes. */
    INTERNET("AdmPublishWebNoPassword"),
    /** Records published to the house: AdmPublishWebPassword is Yes. */
    INTRANET("AdmPublishWebPassword"),
    /** Every record. */
    ALL("");

    private final String column;

    Visibility(String column) {
        this.column = column;
    }

    /** Returns the column that says whether a record may be seen; nothing where none does. */
    public Optional<String> column() {
        return column.isEmpty() ? Optional.empty() : Optional.of(column);
    }

    /** Returns the filter that the catalogue applies to everything that is read. */
    public RecordFilter filter() {
        return column.isEmpty() ? RecordFilter.everything() : RecordFilter.where(column, "Yes");
    }
}
