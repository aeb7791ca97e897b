package io.fairlead.shell.command;

import io.fairlead.platform.log.Printable;
import io.fairlead.shell.CommandFailure;
import java.util.List;
import java.util.function.Function;

/**
 * How a command is called, for {@code --help} and for those who call it otherwise.
 *
 * @param synopsis the command with its words, such as {@code fairlead:why NAME}
 * @param description what it does, in a few lines
 * @param least how many words it needs
 * @param most how many it takes
 */
record Usage(String synopsis, String description, int least, int most) {

    /**
     * Runs the command, or prints its help.
     *
     * @param words what stands behind the command
     * @param command takes them and gives what is printed
     * @throws CommandFailure where the words are not those that it takes
     */
    String run(String[] words, Function<List<String>, String> command) {
        List<String> given = List.of(words);
        if (given.contains("--help") || given.contains("-h")) {
            return synopsis + "\n\n" + description.strip() + "\n";
        }
        if (given.size() < least) {
            throw new CommandFailure(name() + " needs more words; write " + synopsis + ".");
        }
        given.stream().filter(word -> word.startsWith("--")).findFirst().ifPresent(word -> {
            throw new CommandFailure(
                    Printable.text(word) + " is no option of " + name() + "; " + name() + " --help tells them all.");
        });
        if (given.size() > most) {
            throw new CommandFailure("\"" + Printable.text(given.get(most)) + "\" means nothing to " + name()
                    + "; write " + synopsis + ".");
        }
        return command.apply(given);
    }

    private String name() {
        return synopsis.split(" ", 2)[0];
    }
}
