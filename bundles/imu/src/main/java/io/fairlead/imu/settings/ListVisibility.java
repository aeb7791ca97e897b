package io.fairlead.imu.settings;

/** Which entries of lookup lists may be seen: the setting {@code lookup-list-visibility}. */
public enum ListVisibility {
    /** Those published to everybody. */
    INTERNET,
    /** Those published to the house. */
    INTRANET,
    /** As the records of other modules. */
    DEFAULT,
    /** All. */
    ALL;

    /** Returns the visibility that it means, where that of records is as given. */
    public Visibility or(Visibility records) {
        return this == DEFAULT ? records : Visibility.valueOf(name());
    }
}
