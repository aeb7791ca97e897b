package io.fairlead.dispatcher.dispatch;

import io.fairlead.dispatcher.balance.Choice;
import io.fairlead.dispatcher.balance.Health;
import io.fairlead.dispatcher.balance.Mark;
import io.fairlead.dispatcher.balance.Rated;
import io.fairlead.dispatcher.balance.Rating;
import io.fairlead.dispatcher.balance.Standing;
import io.fairlead.dispatcher.balance.Standings;
import io.fairlead.dispatcher.descriptor.Descriptor;
import io.fairlead.dispatcher.descriptor.ServerType;
import io.fairlead.dispatcher.registry.CheckSpec;
import io.fairlead.dispatcher.registry.Dependency;
import io.fairlead.dispatcher.registry.Registry;
import io.fairlead.dispatcher.registry.ServerEntry;
import io.fairlead.dispatcher.settings.BalanceSettings;
import java.net.InetAddress;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;

/** Decides which servers a request is shown. Immutable but for the standings; a new one is made for each registry. */
public final class Resolver {
    private static final int PANIC_SERVERS = 3;
    private static final int PERCENT = 100;

    private final Registry registry;
    private final Map<String, List<ServerEntry>> byName;
    private final Standings standings;
    private final BalanceSettings settings;
    private final Ways ways;
    private final Clock clock;
    private final DoubleSupplier hostStatus;

    /**
     * @param registry the servers
     * @param standings how they do
     * @param settings ramps and thresholds
     * @param ways which ways there are to servers
     * @param clock tells the time, for schedules too
     * @param hostStatus this machine's status, {@link Rating#BASE} when it has nothing to do
     */
    public Resolver(
            Registry registry,
            Standings standings,
            BalanceSettings settings,
            Ways ways,
            Clock clock,
            DoubleSupplier hostStatus) {
        this.registry = registry;
        this.byName = registry.byName();
        this.standings = standings;
        this.settings = settings;
        this.ways = ways;
        this.clock = clock;
        this.hostStatus = hostStatus;
    }

    /** Returns the registry. */
    public Registry registry() {
        return registry;
    }

    /** Returns what is decided of each server of the name or mask, in the registry's order. */
    public List<Verdict> verdicts(DispatchRequest request) {
        List<Verdict> verdicts = candidates(request).stream()
                .map(server -> verdict(server, request))
                .toList();
        if (request.affinity().isEmpty()) {
            return verdicts;
        }
        Affinity affinity = request.affinity().get();
        boolean any = verdicts.stream().anyMatch(each -> each.offered() && fits(each.server(), affinity));
        return any ? verdicts.stream().map(each -> withAffinity(each, affinity)).toList() : verdicts;
    }

    /**
     * Returns the servers that the client gets, the highest rated first.
     *
     * @param choice chooses where there are more than are wanted
     */
    public List<Verdict> offers(DispatchRequest request, Choice choice) {
        List<Verdict> offered =
                verdicts(request).stream().filter(Verdict::offered).toList();
        int most = request.count().orElse(settings.lines());
        List<Verdict> chosen =
                offered.size() <= most && !hasStandby(offered) ? offered : chosen(offered, request, choice, most);
        return chosen.stream()
                .sorted(Comparator.comparingDouble(Verdict::status).reversed())
                .toList();
    }

    /** Returns the servers in the order in which a connection to them should be tried. */
    public List<Verdict> ordered(DispatchRequest request, Choice choice) {
        List<Verdict> offered =
                verdicts(request).stream().filter(Verdict::offered).toList();
        return chosen(offered, request, choice, offered.size());
    }

    private static boolean hasStandby(List<Verdict> offered) {
        return offered.stream().anyMatch(Verdict::standby);
    }

    private List<Verdict> chosen(List<Verdict> offered, DispatchRequest request, Choice choice, int most) {
        List<Verdict> active = offered.stream().filter(each -> !each.standby()).toList();
        List<Rated<Verdict>> rated = (active.isEmpty() ? offered : active)
                .stream()
                        .map(each -> new Rated<>(
                                each,
                                each.status(),
                                local(each.server(), request),
                                each.server().descriptor().bonus(),
                                each.standby()))
                        .toList();
        OptionalDouble preference =
                request.preference().stream().mapToDouble(Preference::percent).findFirst();
        return choice.choose(rated, preference, most).stream().map(Rated::what).toList();
    }

    private boolean local(ServerEntry server, DispatchRequest request) {
        Descriptor at = server.descriptor();
        return request.preference()
                .map(each -> each.means(at.host(), at.port()))
                .orElseGet(() -> at.bonus() < 0 && (at.localOnly() || at.hidden()) && sameHost(server, request));
    }

    private List<ServerEntry> candidates(DispatchRequest request) {
        if (request.reverse() && request.service().matches("[0-9.]+(:[0-9]+)?|.*:[0-9]+")) {
            return registry.servers().stream()
                    .filter(server -> Reverse.means(request.service(), server.descriptor()))
                    .toList();
        }
        if (!request.wildcard()) {
            return byName.getOrDefault(request.service().toLowerCase(Locale.ROOT), List.of());
        }
        Mask mask = new Mask(request.service());
        return registry.servers().stream()
                .filter(server -> mask.fits(server.service()))
                .toList();
    }

    private static boolean fits(ServerEntry server, Affinity affinity) {
        return server.hasAffinity(affinity.name(), affinity.value());
    }

    private static Verdict withAffinity(Verdict verdict, Affinity affinity) {
        return !verdict.offered() || fits(verdict.server(), affinity)
                ? verdict
                : new Verdict(
                        verdict.server(),
                        verdict.shown(),
                        verdict.status(),
                        verdict.standby(),
                        "its host lacks the affinity " + affinity.name());
    }

    private Verdict verdict(ServerEntry server, DispatchRequest request) {
        long now = clock.millis();
        Standing standing = standings.of(server.key());
        double rate = rate(server, standing);
        double status = Rating.status(
                        server.fixed() ? Rating.BASE : hostStatus.getAsDouble(),
                        rate,
                        settings.ramps().penalty(standing, now))
                * settings.ramps().start(standing, now)
                * (PERCENT - standing.busy())
                / PERCENT;
        Descriptor shown = request.shown(server.descriptor(), ways.outside())
                .offered(status, settings.life().toSeconds());
        String whyNot = whyNot(server, shown, request);
        return new Verdict(
                server,
                shown,
                status,
                Rating.isStandby(rate),
                whyNot.isEmpty() ? whyDown(server, standing, rate, request, now) : whyNot);
    }

    private static double rate(ServerEntry server, Standing standing) {
        return standing.health() == Health.STANDBY
                ? Rating.CHECKED_STANDBY
                : standing.rerate().orElse(server.descriptor().rate());
    }

    /** What speaks against a server for this client, however it does. */
    private String whyNot(ServerEntry server, Descriptor shown, DispatchRequest request) {
        Descriptor own = server.descriptor();
        if (server.address().isEmpty()) {
            return "its host has no address";
        }
        if (!registry.sees(server)) {
            return "it is in another zone";
        }
        if (!request.accepts(own.type())) {
            return "the client does not accept " + own.type();
        }
        if (request.firewall() && own.type() == ServerType.DNS) {
            return "a name is of no use behind a firewall";
        }
        if (!request.dialect().takes(shown, request.accepted())) {
            return "the client's generation cannot take it";
        }
        if (shown.type() == ServerType.FIREWALL && own.secure() && !request.secureTickets()) {
            return "the client cannot start TLS behind a ticket";
        }
        if (own.localOnly() && !request.caller().inside()) {
            return "it is for inside clients (L=yes)";
        }
        if (own.hidden() && !sameHost(server, request)) {
            return "it is for clients of its own host (P=yes)";
        }
        if (own.stateful() && !request.stateful() && !request.mode().statefulToo()) {
            return "it needs a stateful client (S=yes)";
        }
        if (request.mode().lookup()
                && request.skips().stream().anyMatch(skip -> skip.covers(server.service(), shown, ways))) {
            return "the client skips it";
        }
        return "";
    }

    private static boolean sameHost(ServerEntry server, DispatchRequest request) {
        InetAddress client = request.caller().address();
        return server.address()
                .map(address -> address.equals(client) || (address.isLoopbackAddress() && client.isLoopbackAddress()))
                .orElse(false);
    }

    /** What speaks against a server at present. */
    private String whyDown(ServerEntry server, Standing standing, double rate, DispatchRequest request, long now) {
        if (settings.ramps().suppresses(standing, now) || standing.mark() == Mark.SUPPRESS) {
            return request.mode().suppressed() ? "" : "it is suppressed";
        }
        if (request.mode().down()) {
            return "";
        }
        if (standing.mark() != Mark.NONE) {
            return standing.mark() == Mark.DRAIN ? "it is drained" : "it is reserved";
        }
        if (rate < 0) {
            return "its rate is negative, which means unreachable";
        }
        if (rate == 0 || standing.health() == Health.RESERVED) {
            return "it is reserved";
        }
        if (standing.health() == Health.DOWN && !panic(server)) {
            return "its check fails";
        }
        if (!server.check().allows(LocalDateTime.ofInstant(clock.instant(), clock.getZone()))) {
            return "its schedule says so";
        }
        return server.check().dependencies().stream()
                .filter(each -> !holds(each, server))
                .findFirst()
                .map(each -> "it depends on " + Reverse.text(each, server))
                .orElse("");
    }

    /** So many checks fail at once that the checks are more likely to be wrong than the servers. */
    private boolean panic(ServerEntry server) {
        List<ServerEntry> checked = byName.getOrDefault(server.service().toLowerCase(Locale.ROOT), List.of()).stream()
                .filter(each -> each.check().kind() != CheckSpec.Kind.NONE)
                .toList();
        long up = checked.stream()
                .filter(each -> standings.of(each.key()).health() != Health.DOWN)
                .count();
        return checked.size() >= PANIC_SERVERS && up * PERCENT < (long) checked.size() * settings.panicPercent();
    }

    private boolean holds(Dependency dependency, ServerEntry server) {
        String service = dependency.service().isEmpty() ? server.service() : dependency.service();
        boolean up = byName.getOrDefault(service.toLowerCase(Locale.ROOT), List.of()).stream()
                .filter(each -> dependency.host().isEmpty()
                        || dependency.host().equalsIgnoreCase(each.descriptor().host()))
                .filter(each -> dependency.port() == 0
                        || dependency.port() == each.descriptor().port())
                .map(each -> standings.of(each.key()))
                .anyMatch(each -> each.health() == Health.UP && each.mark() == Mark.NONE);
        return up != dependency.negated();
    }
}
