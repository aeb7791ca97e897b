package io.fairlead.transport.netty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The ports that the system takes for outgoing connections. A listener's port in it can be lost to any of them.
 *
 * @param first the lowest
 * @param last the highest; below {@code first} where the system has no such range
 */
public record EphemeralRange(int first, int last) {
    private static final Path LINUX = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    /** Returns the system's range. */
    public static EphemeralRange ofSystem() {
        try {
            List<Integer> ends = List.of(Files.readString(LINUX).strip().split("\\s+")).stream()
                    .map(Integer::valueOf)
                    .toList();
            return new EphemeralRange(ends.get(0), ends.get(1));
        } catch (IOException | RuntimeException elsewhere) {
            return new EphemeralRange(1, 0);
        }
    }

    /** Returns the cure for ports that were lost, as a sentence after a blank; empty where none lies in the range. */
    String cure(Collection<Integer> lost) {
        String ports = lost.stream()
                .filter(port -> port >= first && port <= last)
                .limit(8)
                .map(String::valueOf)
                .collect(Collectors.joining(","));
        return ports.isEmpty()
                ? ""
                : " It lies in the system's range for outgoing connections (" + first + "-" + last
                        + "), which may have taken it; reserve it by adding it to the list in"
                        + " net.ipv4.ip_local_reserved_ports, such as: sysctl -w net.ipv4.ip_local_reserved_ports="
                        + ports;
    }
}
