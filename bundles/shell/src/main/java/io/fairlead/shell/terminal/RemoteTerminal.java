package io.fairlead.shell.terminal;

import io.fairlead.shell.Interactive;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.felix.service.command.CommandProcessor;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.osgi.framework.BundleContext;

/** A shell on a terminal of another process, whose bytes come and go as they are. */
public final class RemoteTerminal implements Interactive.Session {
    private static final int COLUMNS = 80;
    private static final int ROWS = 24;
    private static final int MOST = 10_000;

    private final LineDisciplineTerminal terminal;
    private final LineShell shell;

    private RemoteTerminal(LineDisciplineTerminal terminal, LineShell shell) {
        this.terminal = terminal;
        this.shell = shell;
    }

    /**
     * Opens a session.
     *
     * @param context for completion
     * @param processor makes the Gogo session
     * @param history the file of the history
     * @param historySize lines kept in it
     * @param window the terminal
     * @param out takes what it shows
     * @param who where it is, for the log
     */
    public static Interactive.Session open(
            BundleContext context,
            CommandProcessor processor,
            Path history,
            int historySize,
            Interactive.Window window,
            OutputStream out,
            String who)
            throws IOException {
        LineDisciplineTerminal terminal =
                new LineDisciplineTerminal("fairlead", window.type(), out, StandardCharsets.UTF_8);
        terminal.setSize(size(window.columns(), window.rows()));
        return new RemoteTerminal(terminal, new LineShell(context, processor, terminal, history, historySize, who));
    }

    @Override
    public void serve() {
        try {
            shell.serve();
        } finally {
            hangUp();
        }
    }

    @Override
    public void typed(byte[] bytes) throws IOException {
        terminal.processInputBytes(bytes);
    }

    @Override
    public void resized(int columns, int rows) {
        terminal.setSize(size(columns, rows));
        terminal.raise(Terminal.Signal.WINCH);
    }

    @Override
    public void hangUp() {
        shell.interrupt();
        try {
            terminal.close();
        } catch (IOException e) {
            // It goes to nobody any more.
        }
    }

    private static Size size(int columns, int rows) {
        return new Size(columns > 0 ? Math.min(columns, MOST) : COLUMNS, rows > 0 ? Math.min(rows, MOST) : ROWS);
    }
}
