package io.fairlead.dispatcher.dispatch;

import java.util.Locale;

/**
 * What Dispatch-Mode says; without the field a request is for a connection.
 *
 * @param lookup servers are to be listed, not connected to
 * @param down servers that are down too
 * @param suppressed servers that are suppressed too
 * @param statefulToo servers for stateful clients too, though the client is stateless
 * @param silent no servers are wanted in the answer
 */
public record DispatchMode(boolean lookup, boolean down, boolean suppressed, boolean statefulToo, boolean silent) {
    static final DispatchMode CONNECT = new DispatchMode(false, false, false, false, false);

    static DispatchMode read(String text) throws BadRequestException {
        DispatchMode mode = CONNECT;
        for (String word : text.strip().split("[\\s,]+", -1)) {
            mode = switch (word.toUpperCase(Locale.ROOT)) {
                case "INFORMATION_ONLY" -> mode.and(true, false, false, false, false);
                case "OK_DOWN" -> mode.and(true, true, false, false, false);
                case "OK_SUPPRESSED" -> mode.and(true, false, true, false, false);
                case "PROMISCUOUS" -> mode.and(true, true, true, false, false);
                case "STATEFUL_INCLUSIVE" -> mode.and(false, false, false, true, false);
                case "NO_INFORMATION" -> mode.and(true, false, false, false, true);
                default ->
                    throw new BadRequestException("Dispatch-Mode: " + word + " is not known; use INFORMATION_ONLY,"
                            + " OK_DOWN, OK_SUPPRESSED, PROMISCUOUS or STATEFUL_INCLUSIVE");
            };
        }
        return mode;
    }

    private DispatchMode and(boolean look, boolean ok, boolean shown, boolean stateful, boolean quiet) {
        return new DispatchMode(
                lookup || look, down || ok, suppressed || shown, statefulToo || stateful, silent || quiet);
    }
}
