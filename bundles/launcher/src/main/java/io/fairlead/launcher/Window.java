package io.fairlead.launcher;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The size of the terminal's window.
 *
 * @param columns its width in characters
 * @param rows its height in lines
 */
record Window(int columns, int rows) {
    private static final Window USUAL = new Window(80, 24);

    /** Returns the size at this moment; 80 by 24 where nobody knows. */
    static Window now() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readNBytes(64), StandardCharsets.US_ASCII).strip();
            stty.waitFor(1, TimeUnit.SECONDS);
            return parse(size);
        } catch (IOException e) {
            return USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }

    /** Reads what {@code stty size} says: rows, then columns. */
    static Window parse(String size) {
        if (!size.matches("[0-9]{1,4} [0-9]{1,4}")) {
            return USUAL;
        }
        String[] words = size.split(" ", 2);
        Window window = new Window(Integer.parseInt(words[1]), Integer.parseInt(words[0]));
        return window.columns() == 0 || window.rows() == 0 ? USUAL : window;
    }

    /** Returns the terminal's kind, a single word. */
    static String terminal() {
        String kind = System.getenv("TERM");
        return kind == null || !kind.matches("[A-Za-z0-9._+-]{1,64}") ? "dumb" : kind;
    }

    /**
     * Tells a listener each time the window changes. By reflection, since the only way to hear of it is no part of
     * Java's own interface; where it is missing the size stays what it was.
     */
    static void onChange(Consumer<Window> listener) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    Window.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            listener.accept(now());
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handlerType)
                    .invoke(null, signal.getConstructor(String.class).newInstance("WINCH"), handler);
        } catch (ReflectiveOperationException e) {
            // Then the shell keeps the size that it began with.
        }
    }
}
