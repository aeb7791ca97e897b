package io.fairlead.shell.terminal;

import io.fairlead.shell.CommandLine;
import io.fairlead.shell.Outcome;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Set;
import org.apache.felix.gogo.jline.Expander;
import org.apache.felix.gogo.jline.Highlighter;
import org.apache.felix.gogo.jline.Parser;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Job;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads lines from a terminal and runs them until the person leaves. */
final class LineShell {
    private static final Logger LOG = LoggerFactory.getLogger(LineShell.class);
    private static final String PROMPT = "fairlead> ";
    private static final Set<String> LEAVING = Set.of("exit", "quit", "logout");

    private final CommandSession session;
    private final Terminal terminal;
    private final LineReader reader;
    private final CommandLine lines;

    /**
     * @param context for completion
     * @param processor makes the Gogo session
     * @param terminal the terminal, which stays its maker's to close
     * @param history the file of the history
     * @param historySize lines kept in it
     * @param who where the person is, for the log
     */
    LineShell(
            BundleContext context,
            CommandProcessor processor,
            Terminal terminal,
            Path history,
            int historySize,
            String who) {
        this.terminal = terminal;
        this.session = processor.createSession(terminal.input(), terminal.output(), terminal.output());
        this.lines = new CommandLine(session, who);
        this.reader = LineReaderBuilder.builder()
                .appName("fairlead")
                .terminal(terminal)
                .parser(new Parser())
                .expander(new Expander(session))
                .highlighter(new Highlighter(session))
                .completer(new NameCompleter(context, session))
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.HISTORY_SIZE, historySize)
                .variable(LineReader.HISTORY_FILE_SIZE, historySize)
                .option(LineReader.Option.AUTO_FRESH_LINE, true)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        session.put(Shell.VAR_TERMINAL, terminal);
        session.put(Shell.VAR_READER, reader);
        session.put(Shell.VAR_PROCESSOR, processor);
        session.put(Shell.VAR_SESSION, session);
        terminal.handle(Terminal.Signal.INT, signal -> interrupt());
    }

    /** Serves until somebody types {@code exit} or Ctrl-D, or the terminal is closed. */
    void serve() {
        PrintStream out = session.getConsole();
        try {
            for (String line = next(); !LEAVING.contains(line); line = next()) {
                if (!line.isEmpty()) {
                    Outcome outcome = lines.run(line, out);
                    if (!outcome.message().isEmpty()) {
                        terminal.writer().println(outcome.message());
                        terminal.flush();
                    }
                }
            }
        } catch (EndOfFileException e) {
            // Ctrl-D, or the terminal has gone: the end.
        } finally {
            try {
                reader.getHistory().save();
            } catch (IOException e) {
                LOG.warn("The shell's history could not be kept: {}", e.getMessage());
            }
            session.close();
        }
    }

    /** Interrupts the command that runs. */
    void interrupt() {
        Job job = session.foregroundJob();
        if (job != null) {
            job.interrupt();
        }
    }

    private String next() {
        while (true) {
            try {
                return reader.readLine(PROMPT).strip();
            } catch (UserInterruptException e) {
                // Ctrl-C takes the line away and nothing else.
            }
        }
    }
}
