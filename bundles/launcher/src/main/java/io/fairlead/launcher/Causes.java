package io.fairlead.launcher;

import org.jspecify.annotations.Nullable;

/** Puts exceptions into words. */
final class Causes {
    private static final int DEEPEST = 20;

    private Causes() {}

    /** Returns what the innermost cause says, on one line. */
    static String sentence(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "no reason given";
        }
        Throwable inner = thrown;
        for (int depth = 0; inner.getCause() != null && depth < DEEPEST; depth++) {
            inner = inner.getCause();
        }
        String message = inner.getMessage();
        return Escape.line(
                message == null || message.isBlank() ? inner.getClass().getSimpleName() : message);
    }
}
