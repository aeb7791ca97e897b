package io.fairlead.dispatcher.registry;

import io.fairlead.dispatcher.descriptor.Descriptor;
import io.fairlead.dispatcher.descriptor.DescriptorException;
import io.fairlead.dispatcher.descriptor.DescriptorReader;
import io.fairlead.dispatcher.descriptor.ServerType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the registry's lines into a {@link Registry}. Reading goes on after a mistake, so that all are told at once. The
 * environment and the zones that a file gives are those of the servers in that file; what the registry's own file gives
 * is everybody's where no included file says otherwise.
 */
public final class RegistryReader {
    /** The rate of a server for which the file gives none or 0. */
    public static final double DEFAULT_RATE = 1000;

    private static final Pattern SERVER = Pattern.compile("([^\\s\\[=]+)\\s*(?:\\[([^\\]]*)\\])?\\s*(.*)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern VARIABLE = Pattern.compile("([A-Za-z_][A-Za-z0-9_.]*)\\s*=(.*)");
    private static final Pattern HELD = Pattern.compile("NAMEHOLD\\s+([A-Za-z0-9_.-]*)(?::(\\d{1,5}))?\\s+(\\S+)\\s*");

    private final String localHost;
    private final Addresses addresses;
    private final List<ServerEntry> servers = new ArrayList<>();
    private final List<NameHold> holds = new ArrayList<>();
    private final List<String> authority = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, Map<String, String>> environments = new HashMap<>();
    private final Map<String, Set<String>> zones = new HashMap<>();
    private String mainFile = "";

    private RegistryReader(String localHost, Addresses addresses) {
        this.localHost = localHost;
        this.addresses = addresses;
    }

    /**
     * Reads a registry.
     *
     * @param text what {@link RegistryFiles#read} returned
     * @param localHost the address of servers without a host
     * @param addresses looks hosts up
     * @param mistakes is told each mistake: file, line, word, and the cure
     */
    public static Registry read(String text, String localHost, Addresses addresses, Consumer<String> mistakes) {
        RegistryReader reader = new RegistryReader(localHost, addresses);
        List<RegistryLine> lines = RegistryLine.split(text);
        lines.stream()
                .filter(line -> line.depth() == 0)
                .findFirst()
                .ifPresent(line -> reader.mainFile = line.place().file());
        for (RegistryLine line : lines) {
            try {
                reader.take(line);
            } catch (DescriptorException e) {
                mistakes.accept(line.place() + ": " + e.getMessage());
            }
        }
        return reader.finish();
    }

    private void take(RegistryLine line) throws DescriptorException {
        String text = line.text();
        String file = line.place().file();
        Matcher variable = VARIABLE.matcher(text);
        if (text.startsWith("%")) {
            String[] halves = text.split("\t", 2);
            throw new DescriptorException(
                    halves[0],
                    halves.length > 1 ? "cannot be read (" + halves[1] + ")" : "is not known here",
                    "name a readable file, relative to the instance or beside the registry");
        } else if (text.startsWith("@")) {
            zones.computeIfAbsent(file, name -> new TreeSet<>())
                    .addAll(List.of(text.substring(1).strip().split("[\\s,]+")));
        } else if (text.startsWith(":")) {
            warnings.add(line.place() + ": " + text.strip()
                    + ": accepted, no effect because how a capacity is asked for is not public");
        } else if (variable.matches()) {
            environments.computeIfAbsent(file, name -> new HashMap<>()).put(variable.group(1), variable.group(2));
        } else if (text.strip().matches("\\*?[A-Za-z_][A-Za-z0-9_-]*")) {
            authority.add(text.strip());
        } else {
            server(line, text.strip());
        }
    }

    private void server(RegistryLine line, String text) throws DescriptorException {
        Matcher matcher = SERVER.matcher(text);
        if (!matcher.matches() || !NAME.matcher(matcher.group(1)).matches()) {
            throw new DescriptorException(
                    text.split("\\s", 2)[0],
                    "is no name of a service",
                    "begin with a letter; then letters, digits, _ . and - may follow");
        }
        String name = matcher.group(1);
        Optional<String> check = Optional.ofNullable(matcher.group(2));
        String rest = matcher.group(3);
        Matcher held = HELD.matcher(rest);
        if (held.matches()) {
            hold(line.place(), name, held);
            return;
        }
        int bar = rest.indexOf('|');
        Descriptor descriptor = DescriptorReader.read(bar < 0 ? rest : rest.substring(0, bar));
        Optional<String> launcher =
                bar < 0 ? Optional.empty() : Optional.of(rest.substring(bar + 1).strip());
        add(line, name, check, descriptor, launcher.filter(command -> !command.isEmpty()));
    }

    private void hold(Place place, String name, Matcher held) throws DescriptorException {
        ServerType type = ServerType.of(held.group(3))
                .orElseThrow(() -> new DescriptorException(
                        held.group(3), "is no type of server", "write NAMEHOLD [host]:port TYPE"));
        holds.add(new NameHold(
                name, held.group(1), held.group(2) == null ? 0 : Integer.parseInt(held.group(2)), type, place));
    }

    private void add(
            RegistryLine line, String name, Optional<String> check, Descriptor written, Optional<String> launcher)
            throws DescriptorException {
        if (written.type() == ServerType.FIREWALL) {
            throw new DescriptorException(
                    "FIREWALL",
                    "is never configured",
                    "write the server itself; clients behind a firewall get a ticket");
        }
        if (written.local().isEmpty()) {
            warnings.add(line.place() + ": " + name + " has no L=: it counts as L=yes, for inside clients only;"
                    + " write L=no where outside clients should see it");
        }
        if (launcher.isPresent() && written.type() != ServerType.NCBID) {
            throw new DescriptorException(
                    "| " + launcher.get(), "a command has a meaning for NCBID alone", "leave it out");
        }
        CheckSpec checkSpec = check.isPresent() ? CheckReader.read(check.get()) : CheckSpec.NONE;
        if (!checkSpec.mails().isEmpty()) {
            warnings.add(line.place() + ": " + String.join(", ", checkSpec.mails())
                    + ": accepted, no effect because no mail is sent from here; the log tells every change");
        }
        boolean fixed = !written.host().isEmpty();
        Descriptor server = written.at(fixed ? written.host() : localHost, written.port())
                .offered(written.rate() == 0 ? DEFAULT_RATE : written.rate(), written.time());
        servers.add(new ServerEntry(
                name,
                server,
                addresses.of(server.host()),
                fixed,
                checkSpec,
                launcher,
                Map.of(),
                Set.of(),
                line.place()));
    }

    private Registry finish() {
        List<ServerEntry> kept = new ArrayList<>();
        for (ServerEntry server : servers) {
            Optional<NameHold> hold =
                    holds.stream().filter(each -> each.forbids(server)).findFirst();
            if (hold.isPresent()) {
                warnings.add(server.place() + ": " + server.service() + " "
                        + server.descriptor().type() + " is left out: the name is held by "
                        + hold.get().place());
            } else {
                if (server.address().isEmpty()) {
                    warnings.add(server.place() + ": " + server.descriptor().host()
                            + " has no address that a server can have; the server is not offered");
                }
                kept.add(withHost(server));
            }
        }
        return new Registry(kept, zones.getOrDefault(mainFile, Set.of()), authority, warnings);
    }

    private ServerEntry withHost(ServerEntry server) {
        Map<String, String> environment = new HashMap<>(environments.getOrDefault(mainFile, Map.of()));
        environment.putAll(environments.getOrDefault(server.place().file(), Map.of()));
        return new ServerEntry(
                server.service(),
                server.descriptor(),
                server.address(),
                server.fixed(),
                server.check(),
                server.launcher(),
                environment,
                zones.getOrDefault(server.place().file(), zones.getOrDefault(mainFile, Set.of())),
                server.place());
    }
}
