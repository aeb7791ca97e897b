package io.fairlead.bridges;

import io.fairlead.platform.settings.SettingsReader;

/** The name of a service, as settings and paths have it. */
final class ServiceName {
    private static final String FORM = "[\\x21-\\x7e]{1,63}";

    private ServiceName() {}

    /** Reads {@code service}. */
    static String read(SettingsReader in) {
        String name = in.required("service", "write the service's name, such as ORDER");
        if (!name.isEmpty() && !isOne(name)) {
            in.refuse("service", "is no name of a service", "write 1 to 63 printable ASCII characters without blanks");
        }
        return name;
    }

    /** Tells whether a text can be a service's name. */
    static boolean isOne(String text) {
        return text.matches(FORM);
    }
}
