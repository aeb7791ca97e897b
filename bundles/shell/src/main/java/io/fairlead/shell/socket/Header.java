package io.fairlead.shell.socket;

import io.fairlead.platform.log.Printable;
import io.fairlead.shell.Interactive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client wants, its first line: {@code exec}, or {@code shell COLUMNS ROWS TERM}.
 *
 * @param terminal whether it is a terminal
 * @param window the terminal; of no meaning for a command
 */
record Header(boolean terminal, Interactive.Window window) {
    private static final int MOST_BYTES = 256;
    private static final Pattern SHELL = Pattern.compile("shell ([0-9]{1,5}) ([0-9]{1,5}) ([A-Za-z0-9._+-]{1,64})");

    /**
     * Reads the line.
     *
     * @throws IOException where it is none of these; the message is a sentence for the client
     */
    static Header read(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("The conversation ended before its first line.");
            }
            if (line.size() == MOST_BYTES) {
                throw new IOException("The first line is longer than " + MOST_BYTES + " bytes.");
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        if (text.equals("exec")) {
            return new Header(false, new Interactive.Window(0, 0, "dumb"));
        }
        Matcher shell = SHELL.matcher(text);
        if (!shell.matches()) {
            throw new IOException("The first line is \"" + Printable.text(text)
                    + "\" and should be exec, or shell COLUMNS ROWS TERM.");
        }
        return new Header(
                true,
                new Interactive.Window(
                        Integer.parseInt(shell.group(1)), Integer.parseInt(shell.group(2)), shell.group(3)));
    }
}
