package io.fairlead.dispatcher.dispatch;

import io.fairlead.dispatcher.descriptor.DescriptorException;
import io.fairlead.dispatcher.descriptor.Dialect;
import io.fairlead.dispatcher.descriptor.ServerType;
import io.fairlead.transport.Cidr;
import io.fairlead.transport.HttpHeaders;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads a request's query and header fields. */
public final class RequestReader {
    private static final int MAX_NAME = 256;
    private static final String SKIP_INFO = "Skip-Info-";
    private static final int REVISION_SEVEN = 7;

    private final HttpHeaders headers;
    private final List<Cidr> inside;

    /**
     * @param headers the request's header fields
     * @param inside the blocks of inside clients
     */
    public RequestReader(HttpHeaders headers, List<Cidr> inside) {
        this.headers = headers;
        this.inside = inside;
    }

    /**
     * Reads a request.
     *
     * @param query the query as written
     * @param peer the connection's other end
     * @throws BadRequestException where it cannot be understood
     */
    public DispatchRequest read(String query, InetAddress peer) throws BadRequestException {
        String service = "";
        String platform = "";
        List<String> userArgs = new ArrayList<>();
        for (String argument : query.split("&", -1)) {
            int equals = argument.indexOf('=');
            String key = equals < 0 ? argument : argument.substring(0, equals);
            String value = equals < 0 ? "" : argument.substring(equals + 1);
            switch (key) {
                case "service" -> service = service.isEmpty() ? name(value) : service;
                case "platform" -> platform = decode(value);
                case "address" -> {}
                default -> {
                    if (!argument.isEmpty()) {
                        userArgs.add(argument);
                    }
                }
            }
        }
        if (service.isEmpty()) {
            throw new BadRequestException("No service is named; ask for ?service=NAME");
        }
        Set<ServerType> accepted = accepted();
        boolean firewall = accepted.remove(ServerType.FIREWALL);
        DispatchMode mode = mode();
        String clientMode = headers.first("Client-Mode").orElse("").toUpperCase(Locale.ROOT);
        String connectionMode = headers.first("Connection-Mode").orElse("").toUpperCase(Locale.ROOT);
        return new DispatchRequest(
                service,
                String.join("&", userArgs),
                query,
                headers.first("Client-Platform").orElse(platform),
                Caller.of(peer, headers.first("Client-Host"), flag("NCBI-External"), inside),
                dialect(),
                headers.first("User-Agent").orElse("").contains("(CXX Toolkit)"),
                accepted,
                firewall,
                mode,
                connectionMode.isEmpty()
                        ? clientMode.contains("STATEFUL_CAPABLE") || clientMode.contains("REVERSE_DNS")
                        : connectionMode.strip().equals("STATEFUL"),
                clientMode.contains("REVERSE_DNS"),
                skips(),
                used(),
                ports(),
                preference(),
                headers.first("Affinity").map(Affinity::read),
                count());
    }

    private DispatchMode mode() throws BadRequestException {
        Optional<String> mode = headers.first("Dispatch-Mode");
        return mode.isEmpty() ? DispatchMode.CONNECT : DispatchMode.read(mode.get());
    }

    private FirewallPorts ports() throws BadRequestException {
        Optional<String> ports = headers.first("NCBI-Firewall-Ports");
        return ports.isEmpty() ? FirewallPorts.ABSENT : FirewallPorts.read(ports.get());
    }

    private Optional<Preference> preference() throws BadRequestException {
        Optional<String> preference = headers.first("Preference");
        return preference.isEmpty() ? Optional.empty() : Preference.read(preference.get());
    }

    private boolean flag(String field) {
        String value = headers.first(field).orElse("").strip().toUpperCase(Locale.ROOT);
        return Set.of("Y", "YES", "1", "TRUE", "ON").contains(value);
    }

    private static String name(String written) throws BadRequestException {
        String name = decode(written);
        if (name.length() > MAX_NAME) {
            throw new BadRequestException("The service's name is longer than " + MAX_NAME + " characters");
        }
        if (!name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new BadRequestException("The service's name has a blank, a control character or is not ASCII");
        }
        return name;
    }

    private static String decode(String written) throws BadRequestException {
        try {
            return URLDecoder.decode(written, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("The query has a % that is not followed by two hexadecimal digits");
        }
    }

    private Dialect dialect() throws BadRequestException {
        Optional<String> revision = headers.first("Client-Revision");
        if (revision.isEmpty()) {
            return Dialect.CURRENT;
        }
        String major = revision.get().strip().split("\\.", 2)[0];
        if (!major.matches("[0-9]{1,3}")) {
            throw new BadRequestException("Client-Revision is not major.minor, such as 7.0");
        }
        if (Integer.parseInt(major) < REVISION_SEVEN) {
            return Dialect.REVISION_6;
        }
        return headers.first("User-Agent").orElse("").contains("(C Toolkit)") ? Dialect.C_TOOLKIT : Dialect.CURRENT;
    }

    private Set<ServerType> accepted() throws BadRequestException {
        EnumSet<ServerType> types = EnumSet.noneOf(ServerType.class);
        for (String word : headers.first("Accepted-Server-Types").orElse("").split("[\\s,]+", -1)) {
            if (!word.isEmpty()) {
                types.add(ServerType.of(word)
                        .orElseThrow(() -> new BadRequestException("Accepted-Server-Types has a type that is not known;"
                                + " use NCBID STANDALONE HTTP_GET HTTP_POST HTTP FIREWALL DNS")));
            }
        }
        return types;
    }

    /** An entry that cannot be read was never handed out here: it is left out. */
    private List<Skip> skips() {
        List<Skip> skips = new ArrayList<>();
        headers.forEach((name, value) -> {
            if (name.regionMatches(true, 0, SKIP_INFO, 0, SKIP_INFO.length())) {
                try {
                    skips.add(Skip.read(value));
                } catch (DescriptorException notOurs) {
                    // Nothing that could be skipped.
                }
            }
        });
        return skips;
    }

    private Optional<Skip> used() throws BadRequestException {
        Optional<String> used = headers.first("Used-Server-Info");
        if (used.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Skip.read(used.get()));
        } catch (DescriptorException e) {
            throw new BadRequestException("Used-Server-Info is no descriptor: " + e.getMessage());
        }
    }

    private OptionalInt count() throws BadRequestException {
        Optional<String> count = headers.first("Server-Count");
        if (count.isEmpty()) {
            return OptionalInt.empty();
        }
        String word = count.get().strip();
        if (word.equalsIgnoreCase("ALL")) {
            return OptionalInt.of(Integer.MAX_VALUE);
        }
        if (!word.matches("[0-9]{1,5}") || Integer.parseInt(word) == 0) {
            throw new BadRequestException("Server-Count is neither a number above zero nor ALL");
        }
        return OptionalInt.of(Integer.parseInt(word));
    }
}
