package io.fairlead.shell.terminal;

import io.fairlead.platform.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.felix.service.command.CommandSession;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Completes commands, and the names that some of them take. */
final class NameCompleter implements Completer {
    private final BundleContext context;
    private final CommandSession session;

    NameCompleter(BundleContext context, CommandSession session) {
        this.context = context;
        this.session = session;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        Set<String> names = line.wordIndex() == 0 ? commands() : arguments(line);
        names.forEach(name -> candidates.add(new Candidate(name)));
    }

    private Set<String> arguments(ParsedLine line) {
        String command = line.words().get(0);
        String function = command.substring(command.indexOf(':') + 1);
        return switch (function) {
            case "why" -> {
                Set<String> names = pids();
                Arrays.stream(context.getBundles()).map(Bundle::getSymbolicName).forEach(names::add);
                yield names;
            }
            case "show" -> pids();
            case "check" -> files();
            case "help" -> commands();
            default -> Set.of();
        };
    }

    @SuppressWarnings("unchecked")
    private Set<String> commands() {
        Set<String> names = new TreeSet<>();
        if (session.get(".commands") instanceof Set<?> known) {
            for (String name : (Set<String>) known) {
                if (!name.contains(":_")) {
                    names.add(name);
                    names.add(name.substring(name.indexOf(':') + 1));
                }
            }
        }
        names.add("exit");
        return names;
    }

    private Set<String> pids() {
        Set<String> pids = new TreeSet<>();
        files().forEach(file -> pids.add(new SettingsFile(Path.of(file)).pid()));
        return pids;
    }

    private Set<String> files() {
        Set<String> names = new TreeSet<>();
        String home = context.getProperty("fairlead.home");
        if (home == null) {
            return names;
        }
        Path etc = Path.of(home, "etc");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(etc, "*.cfg")) {
            files.forEach(file -> names.add("etc/" + file.getFileName()));
        } catch (IOException e) {
            // Nothing can be offered then.
        }
        return names;
    }
}
