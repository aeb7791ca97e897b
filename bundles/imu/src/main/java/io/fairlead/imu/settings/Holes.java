package io.fairlead.imu.settings;

import io.fairlead.transport.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Ports that a firewall lets through: the setting {@code firewall-holes}.
 *
 * @param ranges such as 40000, 45000-45003
 */
public record Holes(List<PortRange> ranges) {
    public Holes {
        ranges = List.copyOf(ranges);
    }

    /** @throws IllegalArgumentException where it is no list of ports and ranges */
    static Holes parse(String text) {
        List<PortRange> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                String[] ends = part.strip().split("\\s*-\\s*", 2);
                ranges.add(new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])));
            }
        }
        return new Holes(ranges);
    }

    /** Returns whether a port is one of them. */
    public boolean contains(int port) {
        return ranges.stream().anyMatch(range -> port >= range.first() && port <= range.last());
    }

    @Override
    public String toString() {
        return ranges.stream().map(PortRange::toString).collect(Collectors.joining(", "));
    }
}
