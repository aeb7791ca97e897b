package io.fairlead.transport.netty;

import io.fairlead.transport.TransportView.PortEntry;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Every port asked for, by whom, why, and what was got: one line for each endpoint that is there or failed to open. */
public final class PortLedger {
    private final TreeMap<String, PortEntry> lines = new TreeMap<>();

    /** Writes an endpoint's line; it replaces an earlier one. */
    public synchronized void put(PortEntry entry) {
        lines.put(key(entry.group(), entry.role()), entry);
    }

    /** Takes an endpoint's line out. */
    public synchronized void remove(String group, String role) {
        lines.remove(key(group, role));
    }

    /** Returns all lines, by group and role. */
    public synchronized List<PortEntry> lines() {
        return List.copyOf(lines.values());
    }

    /** Returns who has a port. */
    public synchronized Optional<PortEntry> holder(String protocol, int port) {
        return lines.values().stream()
                .filter(entry -> entry.protocol().equals(protocol))
                .filter(entry ->
                        entry.got().filter(got -> got.getPort() == port).isPresent())
                .findFirst();
    }

    private static String key(String group, String role) {
        return group + "/" + role;
    }
}
