package io.fairlead.launcher;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The command line, as the script hands it over.
 *
 * @param command what to do
 * @param home the instance's folder, absolute
 * @param bundles the folder of the bundles to run; for {@link Command#RUN} only
 * @param defaults the folder with {@code etc} and {@code data} for a new instance; for {@link Command#RUN} only
 * @param terminal whether a person sits in front of standard input
 * @param words what is left, in order
 */
record Options(
        Command command,
        Path home,
        @Nullable Path bundles,
        @Nullable Path defaults,
        boolean terminal,
        List<String> words) {

    /** The things that the launcher can do. */
    enum Command {
        RUN,
        EXEC,
        SHELL
    }

    Options {
        words = List.copyOf(words);
    }

    /**
     * Reads the command line.
     *
     * @throws LaunchException with {@link ExitCode#USAGE}, naming the word
     */
    static Options parse(List<String> arguments) {
        if (arguments.isEmpty()) {
            throw usage("There is no word after fairlead; say run, exec or shell.");
        }
        Command command = command(arguments.get(0));
        Path home = Path.of("instance");
        Path bundles = null;
        Path defaults = null;
        boolean terminal = false;
        List<String> words = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i++) {
            String word = arguments.get(i);
            switch (word) {
                case "--home" -> home = folder(arguments, i++);
                case "--bundles" -> bundles = folder(arguments, i++);
                case "--defaults" -> defaults = folder(arguments, i++);
                case "--terminal" -> terminal = true;
                case "--" -> {
                    words.addAll(arguments.subList(i + 1, arguments.size()));
                    i = arguments.size();
                }
                default -> {
                    if (command != Command.EXEC || word.startsWith("--")) {
                        throw usage("fairlead " + arguments.get(0) + " does not know the word " + word
                                + "; it takes --home DIR.");
                    }
                    words.add(word);
                }
            }
        }
        if (command == Command.EXEC && String.join(" ", words).isBlank()) {
            throw usage("fairlead exec needs a command, such as: fairlead exec \"fairlead:ports\".");
        }
        return new Options(command, home.toAbsolutePath().normalize(), bundles, defaults, terminal, words);
    }

    private static Command command(String word) {
        return switch (word) {
            case "run" -> Command.RUN;
            case "exec" -> Command.EXEC;
            case "shell" -> Command.SHELL;
            default ->
                throw usage("fairlead does not know the word " + word.toLowerCase(Locale.ROOT)
                        + "; say run, exec or shell.");
        };
    }

    private static Path folder(List<String> arguments, int at) {
        String option = arguments.get(at);
        if (at + 1 >= arguments.size() || arguments.get(at + 1).isEmpty()) {
            throw usage(option + " needs a folder after it.");
        }
        try {
            return Path.of(arguments.get(at + 1));
        } catch (InvalidPathException e) {
            throw new LaunchException(
                    ExitCode.USAGE, option + " " + arguments.get(at + 1) + " is no path: " + e.getReason() + ".", e);
        }
    }

    private static LaunchException usage(String sentence) {
        return new LaunchException(ExitCode.USAGE, sentence);
    }
}
