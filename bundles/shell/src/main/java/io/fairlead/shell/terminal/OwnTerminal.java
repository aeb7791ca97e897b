package io.fairlead.shell.terminal;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.felix.service.command.CommandProcessor;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.osgi.framework.BundleContext;

/** The shell on the terminal that the platform was started from. */
public final class OwnTerminal implements AutoCloseable {
    private static final int HISTORY = 1000;
    private static final int COLUMNS = 80;
    private static final int ROWS = 24;

    private final Terminal terminal;
    private final LineShell shell;

    private OwnTerminal(Terminal terminal, LineShell shell) {
        this.terminal = terminal;
        this.shell = shell;
    }

    /**
     * Takes the terminal.
     *
     * @param context for completion
     * @param processor makes the Gogo session
     * @param history the file of the history
     * @throws IOException where there is none to take
     */
    public static OwnTerminal open(BundleContext context, CommandProcessor processor, Path history) throws IOException {
        Terminal terminal = system();
        if (terminal.getWidth() == 0) {
            terminal.setSize(new Size(COLUMNS, ROWS));
        }
        return new OwnTerminal(
                terminal, new LineShell(context, processor, terminal, history, HISTORY, "the platform's terminal"));
    }

    /** The line editor looks for its native parts by the thread's class loader, which must see its bundle for that. */
    private static Terminal system() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(TerminalBuilder.class.getClassLoader());
        try {
            return TerminalBuilder.builder()
                    .name("fairlead")
                    .system(true)
                    .nativeSignals(true)
                    .signalHandler(Terminal.SignalHandler.SIG_IGN)
                    .build();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Serves until the person leaves. */
    public void serve() {
        shell.serve();
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
