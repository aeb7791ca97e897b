package io.fairlead.platform.settings;

import java.util.List;

/** Settings that cannot be used, and no last good ones to fall back on. The user's mistake: mend the file and save it. */
public final class SettingsException extends RuntimeException {
    private final transient List<Problem> problems;

    /**
     * @param message one sentence that names file, line, word and cure
     * @param problems every mistake that was found
     */
    public SettingsException(String message, List<Problem> problems) {
        super(message);
        this.problems = List.copyOf(problems);
    }

    /** Returns every mistake that was found, in the order of reading. */
    public List<Problem> problems() {
        return problems;
    }
}
