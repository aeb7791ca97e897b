package io.fairlead.dispatcher.registry;

import io.fairlead.dispatcher.descriptor.Descriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A server of the registry.
 *
 * @param service the service's name as written
 * @param descriptor the server, with a host and the rate that the file gives (1000 where it gives none)
 * @param address its host's address, looked up once; nothing where there is none
 * @param fixed a host was given, so the rate does not follow this machine's load
 * @param check how it is checked
 * @param launcher the command that NCBID starts; nothing for the other types
 * @param environment its host's environment, for Affinity
 * @param zones its zones; none: all
 * @param place where it stands
 */
public record ServerEntry(
        String service,
        Descriptor descriptor,
        Optional<InetAddress> address,
        boolean fixed,
        CheckSpec check,
        Optional<String> launcher,
        Map<String, String> environment,
        Set<String> zones,
        Place place) {
    public ServerEntry {
        environment = Map.copyOf(environment);
        zones = Set.copyOf(zones);
    }

    /** Returns what the server is called in commands and in kept state. */
    public String key() {
        return service
                + ' '
                + descriptor.type()
                + ' '
                + descriptor.host()
                + ':'
                + descriptor.port()
                + ' '
                + descriptor.args();
    }

    /** Returns where to connect. */
    public Optional<InetSocketAddress> target() {
        return address.map(at -> new InetSocketAddress(at, descriptor.port()));
    }

    /** Returns whether the server's host has a variable, and where a value is asked for, that value or word. */
    public boolean hasAffinity(String name, String value) {
        String own = environment.get(name);
        if (own == null) {
            return false;
        }
        return value.isEmpty()
                || own.equals(value)
                || Set.of(own.strip().split("[\\s,]+")).contains(value);
    }
}
