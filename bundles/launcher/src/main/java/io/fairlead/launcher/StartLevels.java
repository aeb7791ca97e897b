package io.fairlead.launcher;

/**
 * When a bundle starts. Settings come first and the component runtime before our own bundles, so that a component
 * starts once, with its settings. Nothing depends on the order: it saves time and nothing else.
 */
final class StartLevels {
    /** The level at which everything runs. */
    static final int ALL = 6;

    private static final String FELIX = "org.apache.felix.";

    private StartLevels() {}

    /** Returns the start level of a bundle. */
    static int of(String symbolicName) {
        if (symbolicName.equals(FELIX + "log")) {
            return 1;
        }
        if (symbolicName.equals(FELIX + "fileinstall")) {
            return 3;
        }
        if (symbolicName.equals(FELIX + "scr")) {
            return 4;
        }
        if (symbolicName.startsWith("io.fairlead.")) {
            return 5;
        }
        return symbolicName.startsWith(FELIX + "gogo.") ? ALL : 2;
    }

    /**
     * Returns whether a bundle is started at all. JLine's Gogo bundle takes hold of standard input when it starts,
     * terminal or not; the JDBC drivers' activators only offer a service that nobody here asks for. All three are there
     * for their classes.
     */
    static boolean isStarted(String symbolicName) {
        return switch (symbolicName) {
            case "org.apache.felix.gogo.jline", "com.h2database", "org.postgresql.jdbc" -> false;
            default -> true;
        };
    }
}
