package io.fairlead.dispatcher.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the registry's files say.
 *
 * @param servers in the files' order
 * @param zones the dispatcher's own zones; none: all
 * @param authority users and {@code *groups} that may change states
 * @param warnings one sentence each, with file and line
 */
public record Registry(List<ServerEntry> servers, Set<String> zones, List<String> authority, List<String> warnings) {
    /** A registry without a server. */
    public static final Registry EMPTY = new Registry(List.of(), Set.of(), List.of(), List.of());

    public Registry {
        servers = List.copyOf(servers);
        zones = Set.copyOf(zones);
        authority = List.copyOf(authority);
        warnings = List.copyOf(warnings);
    }

    /** Returns the servers by the service's name in lower case. */
    public Map<String, List<ServerEntry>> byName() {
        Map<String, List<ServerEntry>> names = new LinkedHashMap<>();
        servers.forEach(
                server -> names.computeIfAbsent(server.service().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(server));
        return names;
    }

    /** Returns whether a server can be seen from the dispatcher's zones. */
    public boolean sees(ServerEntry server) {
        return zones.isEmpty()
                || server.zones().isEmpty()
                || server.descriptor().crossesZones()
                || server.zones().stream().anyMatch(zones::contains);
    }
}
