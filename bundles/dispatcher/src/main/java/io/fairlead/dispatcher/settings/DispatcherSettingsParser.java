package io.fairlead.dispatcher.settings;

import io.fairlead.dispatcher.balance.Ramps;
import io.fairlead.dispatcher.registry.Addresses;
import io.fairlead.dispatcher.registry.Registry;
import io.fairlead.dispatcher.registry.RegistryFiles;
import io.fairlead.dispatcher.registry.RegistryReader;
import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.transport.Cidr;
import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.TlsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the settings of one dispatcher, and the registry that they name. */
public final class DispatcherSettingsParser implements SettingsParser<DispatcherSettings> {
    /**
     * A property that holds the registry's lines, so that what was good is kept with the other settings and a file that
     * is damaged later does not count.
     */
    public static final String REGISTRY_TEXT = ":registry";

    private static final int MAX_PORT = 65_535;
    private static final String ADDRESS = "[0-9]{1,3}(\\.[0-9]{1,3}){3}";

    private final Path home;
    private final Addresses addresses;

    /**
     * @param home the instance's folder; paths in settings are relative to it
     * @param addresses looks the registry's hosts up
     */
    public DispatcherSettingsParser(Path home, Addresses addresses) {
        this.home = home;
        this.addresses = addresses;
    }

    @Override
    public DispatcherSettings parse(SettingsReader in) {
        EndpointSettings endpoints = endpoints(in);
        FirewallSettings firewall = firewall(in, endpoints.firewall());
        String localAddress = in.value(
                "local-address",
                firewall.advertise().stream().findFirst().orElse("127.0.0.1"),
                DispatcherSettingsParser::address,
                "is no IPv4 address",
                "write one, such as 192.0.2.1");
        Optional<String> file = in.text("registry");
        return new DispatcherSettings(
                in.integer("port", 8080, 0, MAX_PORT),
                port(in, "tls-port", "8443"),
                port(in, "bounce-port", "none"),
                file,
                registry(in, file, localAddress),
                localAddress,
                blocks(in),
                positive(in, "stateless-timeout", Duration.ofSeconds(30)),
                firewall,
                balance(in),
                new NcbidSettings(
                        in.integer("ncbid-max-programs", 32, 1, 10_000),
                        positive(in, "ncbid-time-limit", Duration.ofMinutes(5)),
                        positive(in, "ncbid-cpu-limit", Duration.ofMinutes(1)),
                        in.bytes("ncbid-memory", 1L << 30, 1L << 20, 1L << 45)),
                endpoints);
    }

    private static OptionalInt port(SettingsReader in, String key, String otherwise) {
        String text = in.text(key, otherwise);
        return text.equals("none")
                ? OptionalInt.empty()
                : OptionalInt.of(in.integer(key, text.equals(otherwise) ? Integer.parseInt(text) : 0, 0, MAX_PORT));
    }

    private Registry registry(SettingsReader in, Optional<String> file, String localAddress) {
        Optional<String> kept = in.text(REGISTRY_TEXT);
        if (file.isEmpty()) {
            return Registry.EMPTY;
        }
        String text;
        try {
            text = kept.isPresent() ? kept.get() : RegistryFiles.read(home, file.get());
        } catch (IOException | RuntimeException e) {
            in.refuse(
                    "registry",
                    "cannot be read (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")",
                    "name a readable UTF-8 file, relative to the instance or absolute");
            return Registry.EMPTY;
        }
        List<String> mistakes = new ArrayList<>();
        Registry registry = RegistryReader.read(text, localAddress, addresses, mistakes::add);
        if (!mistakes.isEmpty()) {
            in.refuse("registry", String.join("; ", mistakes), "mend the file; it is read again when it is saved");
        }
        return registry;
    }

    private static List<Cidr> blocks(SettingsReader in) {
        List<Cidr> inside = new ArrayList<>();
        List<String> words = in.text("inside").isPresent() ? in.list("inside") : List.of("127.0.0.0/8", "::1");
        for (String word : words) {
            try {
                inside.add(Cidr.parse(word));
            } catch (IllegalArgumentException e) {
                in.refuse(
                        "inside", word + " is no block of addresses", "write addresses such as 10.0.0.0/8, ::1 or all");
            }
        }
        return inside;
    }

    private static BalanceSettings balance(SettingsReader in) {
        return new BalanceSettings(
                in.integer("server-count", 3, 1, 1000),
                positive(in, "server-life", Duration.ofSeconds(30)),
                new Ramps(
                        in.duration("penalty-decay", Duration.ofMinutes(1)),
                        in.duration("slow-start", Duration.ofSeconds(30))),
                in.integer("panic-threshold", 20, 0, 100),
                positive(in, "check-timeout", Duration.ofSeconds(5)),
                in.integer("check-fall", 2, 1, 100));
    }

    private static FirewallSettings firewall(SettingsReader in, EndpointOptions options) {
        List<String> advertise = in.list("advertise-address");
        for (String address : advertise) {
            if (!address.matches(ADDRESS)) {
                in.refuse(
                        "advertise-address",
                        address + " is no IPv4 address, and clients refuse names",
                        "write the address that clients reach, such as 192.0.2.1");
            }
        }
        FirewallSettings firewall = new FirewallSettings(
                PortList.read(in, "firewall-ports", "5860-5870"),
                PortList.read(in, "relay-ports", "4444-4454"),
                PortList.read(in, "fallback-ports", "none"),
                advertise,
                in.choice("ticket-address", TicketAddress.STRICT) == TicketAddress.STRICT,
                positive(in, "ticket-life", Duration.ofSeconds(30)),
                in.integer("max-tickets", 10_000, 1, 1_000_000),
                in.integer("max-tickets-per-address", 1_000, 1, 1_000_000),
                in.integer("ticket-failures", 20, 1, 1_000_000),
                in.duration("refusal-delay", Duration.ofMillis(200)),
                positive(in, "ticket-timeout", Duration.ofSeconds(10)),
                positive(in, "connect-timeout", Duration.ofSeconds(5)),
                in.integer("max-relays-per-server", 1_000, 1, 1_000_000));
        boolean everywhere =
                options.host().map(host -> host.matches("0\\.0\\.0\\.0|::|\\*")).orElse(false);
        if (everywhere && advertise.isEmpty()) {
            in.refuse(
                    "advertise-address",
                    "is missing while the firewall ports are bound to every address",
                    "write the IPv4 address that clients reach, such as 192.0.2.1");
        }
        return firewall;
    }

    private enum TicketAddress {
        STRICT,
        OFF
    }

    private static EndpointSettings endpoints(SettingsReader in) {
        EndpointOptions defaults = EndpointOptions.DEFAULT;
        EndpointOptions https = EndpointOptions.read(in, "https", defaults);
        List<String> told = in.list("https.tls.protocols");
        List<String> protocols = told.isEmpty() ? List.of("TLSv1.2") : told;
        return new EndpointSettings(
                withTls(EndpointOptions.read(in, "http", defaults), Optional.empty()),
                withTls(https, https.tls().map(tls -> withProtocols(tls, protocols))),
                protocols,
                withTls(EndpointOptions.read(in, "firewall", defaults), Optional.empty()),
                withTls(EndpointOptions.read(in, "server", defaults), Optional.empty()),
                secure(EndpointOptions.read(in, "server", defaults)));
    }

    private static EndpointOptions secure(EndpointOptions options) {
        return withTls(
                options,
                Optional.of(options.tls()
                        .orElse(new TlsOptions(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                TlsOptions.ClientCertificate.NONE,
                                TlsOptions.PROTOCOLS,
                                true))));
    }

    /** Returns the same options with another encryption. */
    public static EndpointOptions withTls(EndpointOptions options, Optional<TlsOptions> tls) {
        return new EndpointOptions(
                options.host(),
                options.allow(),
                tls,
                options.maxConnections(),
                options.maxConnectionsPerAddress(),
                options.whenFull(),
                options.idleTimeout(),
                options.halfMessageTimeout(),
                options.writeBufferLow(),
                options.writeBufferHigh(),
                options.maxUnread());
    }

    private static TlsOptions withProtocols(TlsOptions tls, List<String> protocols) {
        return new TlsOptions(
                tls.certificate(), tls.key(), tls.trust(), tls.clientCertificate(), protocols, tls.sessionTickets());
    }

    private static Duration positive(SettingsReader in, String key, Duration otherwise) {
        Duration duration = in.duration(key, otherwise);
        if (duration.isZero()) {
            in.refuse(key, "must be above zero", "write a length of time, such as " + otherwise.toSeconds() + "s");
            return otherwise;
        }
        return duration;
    }

    private static String address(String text) {
        if (!text.matches(ADDRESS)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
