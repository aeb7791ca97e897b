package io.fairlead.shell;

import io.fairlead.platform.log.Printable;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what somebody typed, in a Gogo session, and says how it ended in a sentence: never with a stack trace. Every line
 * leaves one line in the log.
 */
public final class CommandLine {
    private static final Logger AUDIT = LoggerFactory.getLogger("io.fairlead.shell.audit");
    private static final Logger LOG = LoggerFactory.getLogger(CommandLine.class);
    private static final int MOST_LOGGED = 500;
    private static final int MOST_SUGGESTED = 5;

    private static final Pattern COERCION = Pattern.compile("Cannot coerce ([^(\\s]+)\\(");

    private final CommandSession session;
    private final String who;

    /**
     * @param session where it runs
     * @param who where it came from, for the log
     */
    public CommandLine(CommandSession session, String who) {
        this.session = session;
        this.who = who;
        if (session.get("SCOPE") == null) {
            session.put("SCOPE", "fairlead:felix:*");
        }
    }

    /**
     * Runs a line.
     *
     * @param line what was typed
     * @param out takes what the command gives back, where it gives something
     */
    public Outcome run(CharSequence line, PrintStream out) {
        AUDIT.info("{} runs: {}", who, shortened(line));
        try {
            Object result = session.execute(line);
            if (result != null) {
                print(session.format(result, Converter.INSPECT), out);
            }
            out.flush();
            return new Outcome(Outcome.FINE, "");
        } catch (CommandNotFoundException e) {
            return new Outcome(Outcome.UNKNOWN, unknown(e.getCommand()));
        } catch (CommandFailure e) {
            return new Outcome(Outcome.FAILED, String.valueOf(e.getMessage()));
        } catch (SyntaxError e) {
            return new Outcome(
                    Outcome.FAILED,
                    "The line is not understood: " + Printable.text(String.valueOf(e.getMessage())) + ".");
        } catch (InterruptedException | CancellationException e) {
            return new Outcome(Outcome.FAILED, "The command was interrupted.");
        } catch (Exception e) {
            LOG.debug("The line failed: {}", shortened(line), e);
            return new Outcome(Outcome.FAILED, sentence(e));
        }
    }

    private static void print(CharSequence text, PrintStream out) {
        out.print(text);
        if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
            out.println();
        }
    }

    private String unknown(String command) {
        String function = command.substring(command.indexOf(':') + 1).toLowerCase(Locale.ROOT);
        Set<String> near = new TreeSet<>(commands());
        near.removeIf(each -> !isNear(each.substring(each.indexOf(':') + 1), function));
        String suggestion = near.stream()
                .sorted(Comparator.comparingInt(
                        each -> Words.distance(each.substring(each.indexOf(':') + 1), function)))
                .limit(MOST_SUGGESTED)
                .collect(Collectors.joining(", "));
        return "There is no command " + Printable.text(command)
                + (suggestion.isEmpty() ? "; felix:help lists all." : "; perhaps you mean " + suggestion + ".");
    }

    @SuppressWarnings("unchecked")
    private Set<String> commands() {
        Object names = session.get(".commands");
        return names instanceof Set ? (Set<String>) names : Set.of();
    }

    private static boolean isNear(String name, String wanted) {
        return name.startsWith(wanted)
                || (name.length() > 2 && wanted.startsWith(name))
                || Words.distance(name, wanted) <= (wanted.length() + 1) / 3;
    }

    private static String sentence(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage();
        Matcher coercion = COERCION.matcher(String.valueOf(message));
        if (coercion.lookingAt()) {
            String command = Printable.text(coercion.group(1));
            return command + " does not take these words; felix:help " + command + " shows those that it takes.";
        }
        String kind = root.getClass().getSimpleName();
        return Printable.text(
                message == null || message.isBlank() ? "The command failed: " + kind + "." : message.strip());
    }

    private static String shortened(CharSequence line) {
        String text = Printable.text(line.toString());
        return text.length() <= MOST_LOGGED ? text : text.substring(0, MOST_LOGGED) + "... (" + text.length() + ")";
    }
}
