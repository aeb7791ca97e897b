package io.fairlead.launcher;

/**
 * What the process ends with: our own code, or that of a command which an instance ran for us.
 *
 * @param number 0 to 255
 */
record ExitStatus(int number) {
    static ExitStatus of(ExitCode code) {
        return new ExitStatus(code.number());
    }
}
