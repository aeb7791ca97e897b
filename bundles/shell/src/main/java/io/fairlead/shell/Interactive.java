package io.fairlead.shell;

import java.io.IOException;
import java.io.OutputStream;

/** Makes a session with a terminal; a seam that keeps the line editor's classes away until somebody wants one. */
@FunctionalInterface
public interface Interactive {
    /**
     * Opens a session.
     *
     * @param window the terminal
     * @param out takes what the terminal shows
     * @param who where it comes from, for the log
     */
    Session open(Window window, OutputStream out, String who) throws IOException;

    /**
     * A terminal somewhere else.
     *
     * @param columns its width; 0 where it does not know
     * @param rows its height; 0 where it does not know
     * @param type as in the environment variable TERM
     */
    record Window(int columns, int rows, String type) {}

    /** A session with a terminal. */
    interface Session {
        /** Serves until the person leaves. */
        void serve();

        /** Takes what was typed; may wait while nobody reads. */
        void typed(byte[] bytes) throws IOException;

        /** Takes the terminal's new size. */
        void resized(int columns, int rows);

        /** Ends the session from outside: the client has gone. */
        void hangUp();
    }
}
