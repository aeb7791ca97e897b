package io.fairlead.gateway.tmax;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Turns the entries of one gateway into its settings. */
final class Derivation {
    private static final int MOST_PROCESSES = 20_000;
    private static final int MOST_THREADS = 50;
    private static final int MOST_CALLS = 1_000_000;
    private static final int MOST_SECONDS = 86_400;

    private final TmaxFile file;
    private final Path folder;
    private final Slips slips;
    private final Map<String, String> settings = new LinkedHashMap<>();

    /**
     * @param file what was read
     * @param folder where names of files begin
     * @param slips is told what is odd
     */
    Derivation(TmaxFile file, Path folder, Slips slips) {
        this.file = file;
        this.folder = folder;
        this.slips = slips;
    }

    /**
     * Returns the settings.
     *
     * @param wanted the name of the handlers' entry, or of the service that they give; nothing where there is only one
     *     gateway
     * @throws TmaxException where there is no such gateway, or it could not run
     */
    Map<String, String> settings(Optional<String> wanted) throws TmaxException {
        ServerEntry handler = handler(wanted);
        ServerEntry partner = partner(handler);
        agree(handler, partner);
        processes(handler);
        if (partner.port(slips).isPresent()) {
            server(handler, partner);
        } else {
            client(handler, partner);
        }
        service(handler);
        settings.put("session", handler.entry().value("TARGET").orElse(handler.name()));
        return settings;
    }

    private ServerEntry handler(Optional<String> wanted) throws TmaxException {
        List<ServerEntry> handlers = file.servers().stream()
                .filter(ServerEntry::isOne)
                .map(entry -> ServerEntry.of(entry, new Slips("")))
                .filter(process -> process.partner().isPresent())
                .filter(process -> wanted.isEmpty() || goesBy(process, wanted.get()))
                .toList();
        if (handlers.size() == 1) {
            return ServerEntry.of(handlers.get(0).entry(), slips);
        }
        if (wanted.isPresent()) {
            throw new TmaxException("no gateway's handlers are called " + wanted.get()
                    + "; write the name of an entry of *SERVER with SVRTYPE = CUSTOM_GATEWAY and -L in its CLOPT");
        }
        throw new TmaxException(
                handlers.isEmpty()
                        ? "there are no gateway's handlers; write an entry of *SERVER with SVRTYPE = CUSTOM_GATEWAY and"
                                + " -L in its CLOPT"
                        : "there are several gateways; write server = one of "
                                + handlers.stream().map(ServerEntry::name).collect(Collectors.joining(", ")));
    }

    private boolean goesBy(ServerEntry process, String wanted) {
        return process.name().equals(wanted)
                || file.services().stream()
                        .anyMatch(service -> service.name().equals(wanted)
                                && service.value("SVRNAME").equals(Optional.of(process.name())));
    }

    private ServerEntry partner(ServerEntry handler) throws TmaxException {
        String name = handler.partner().orElseThrow();
        Entry partner = file.servers().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new TmaxException(
                                slips.place(handler.clopt().line()) + ": -L " + name
                                        + " is no entry of *SERVER; write the name of the listener's or the shared memory process's entry"));
        return ServerEntry.of(partner, slips);
    }

    /** Tells where the two entries of a gateway do not fit together. */
    private void agree(ServerEntry handler, ServerEntry partner) throws TmaxException {
        differ(
                handler,
                partner,
                "SVGNAME",
                handler.entry().value("SVGNAME"),
                partner.entry().value("SVGNAME"));
        differ(
                handler,
                partner,
                "-k",
                handler.clopt().value('k'),
                partner.clopt().value('k'));
        OptionalInt told = partner.option('N', 1, MOST_PROCESSES, slips);
        OptionalInt most = handler.key("MAX", 1, MOST_PROCESSES, slips);
        if (told.isPresent() && most.isPresent() && told.getAsInt() != most.getAsInt()) {
            slips.slip(
                    partner.clopt().line(),
                    "-N " + told.getAsInt() + " of " + partner.name() + " is not MAX = " + most.getAsInt() + " of "
                            + handler.name() + "; MAX counts");
        }
    }

    private void differ(
            ServerEntry handler, ServerEntry partner, String what, Optional<String> one, Optional<String> other) {
        if (one.isPresent() && other.isPresent() && !one.equals(other)) {
            int line = what.startsWith("-")
                    ? handler.clopt().line()
                    : handler.entry().line(what);
            slips.slip(
                    line,
                    what + " " + one.get() + " of " + handler.name() + " is not " + other.get() + " of "
                            + partner.name() + "; they are taken to belong together");
        }
    }

    private void processes(ServerEntry handler) throws TmaxException {
        int least = handler.key("MIN", 1, MOST_PROCESSES, slips).orElse(1);
        int most = handler.key("MAX", 1, MOST_PROCESSES, slips).orElse(least);
        if (least > most) {
            throw new TmaxException(slips.place(handler.entry().line("MIN")) + ": MIN = " + least
                    + " is more than MAX = " + most + " of " + handler.name() + "; write MAX at least as great");
        }
        settings.put("handlers", String.valueOf(most));
        settings.put("min-handlers", String.valueOf(least));
        handler.option('N', 1, MOST_THREADS, slips)
                .ifPresent(threads -> settings.put("threads", String.valueOf(threads)));
        handler.key("CPC", 1, MOST_CALLS, slips).ifPresent(calls -> settings.put("cpc", String.valueOf(calls)));
        handler.entry()
                .value("SCHEDULE")
                .ifPresent(word -> schedule(word, handler.entry().line("SCHEDULE")));
    }

    private void schedule(String word, int line) {
        String schedule = word.toLowerCase(Locale.ROOT);
        if (schedule.equals("rr") || schedule.equals("fa")) {
            settings.put("schedule", schedule);
        } else {
            slips.slip(line, "SCHEDULE = " + word + " is not known and is read as RR");
        }
    }

    private void restart(ServerEntry process) {
        process.entry().value("RESTART").ifPresent(word -> {
            boolean yes = word.equalsIgnoreCase("Y");
            if (!yes && !word.equalsIgnoreCase("N")) {
                slips.slip(
                        process.entry().line("RESTART"), "RESTART = " + word + " is neither Y nor N and is read as N");
            }
            settings.put("restart", yes ? "yes" : "no");
        });
    }

    private void server(ServerEntry handler, ServerEntry listener) throws TmaxException {
        int port = listener.port(slips).orElseThrow();
        settings.put("mode", "server");
        settings.put("port", String.valueOf(port));
        OptionalInt own = handler.port(slips);
        if (own.isPresent() && own.getAsInt() != port) {
            slips.slip(
                    handler.clopt().line(),
                    "-P " + own.getAsInt() + " of " + handler.name() + " is not " + port + " of " + listener.name()
                            + "; the listener's counts");
        }
        if (!handler.clopt().serverMode()) {
            slips.slip(handler.clopt().line(), "-s is missing for " + handler.name() + ", whose partner listens");
        }
        environment(listener.clopt().value('F'));
        restart(listener);
    }

    private void client(ServerEntry handler, ServerEntry table) throws TmaxException {
        settings.put("mode", "client");
        if (handler.clopt().serverMode()) {
            slips.slip(
                    handler.clopt().line(),
                    "-s of " + handler.name() + " has no effect, for " + table.name()
                            + " has no -P and so does not listen");
        }
        differ(handler, table, "-F", handler.clopt().value('F'), table.clopt().value('F'));
        Optional<String> servers =
                handler.clopt().value('F').or(() -> table.clopt().value('F'));
        if (servers.isPresent()) {
            environment(servers);
        } else {
            single(handler);
        }
        restart(handler);
    }

    private void single(ServerEntry handler) throws TmaxException {
        Optional<String> address = handler.clopt().value('r');
        OptionalInt port = handler.port(slips);
        if (address.isEmpty() || port.isEmpty()) {
            throw new TmaxException(slips.place(handler.clopt().line()) + ": " + handler.name()
                    + " has no " + (address.isEmpty() ? "-r" : "-P")
                    + "; write -r ADDRESS and -P PORT of the server, or -F FILE with several");
        }
        settings.put("remote", address.get());
        settings.put("port", String.valueOf(port.getAsInt()));
        int threads = handler.option('N', 1, MOST_THREADS, slips).orElse(1);
        int processes = handler.key("MAX", 1, MOST_PROCESSES, slips).orElse(1);
        settings.put("connections", String.valueOf((long) threads * processes));
    }

    private void environment(Optional<String> name) {
        name.ifPresent(
                path -> settings.put("environment-file", folder.resolve(path).toString()));
    }

    private void service(ServerEntry handler) throws TmaxException {
        List<Entry> services = file.services().stream()
                .filter(service -> service.value("SVRNAME").equals(Optional.of(handler.name())))
                .toList();
        if (services.isEmpty()) {
            slips.notice(
                    handler.entry().line(),
                    "no *SERVICE has SVRNAME = " + handler.name() + ", so services cannot call its peers");
            return;
        }
        Entry first = services.get(0);
        settings.put("svcgw", first.name());
        services.stream()
                .skip(1)
                .forEach(other -> slips.notice(
                        other.line(),
                        "the gateway's service is " + first.name() + "; " + other.name() + " has no effect"));
        Optional<String> limit = first.value("SVCTIME");
        if (limit.isPresent()) {
            int seconds = ServerEntry.number("SVCTIME", limit.get(), 1, MOST_SECONDS, first.line("SVCTIME"), slips);
            settings.put("reply-timeout", seconds + "s");
        }
    }
}
