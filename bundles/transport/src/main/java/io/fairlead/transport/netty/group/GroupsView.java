package io.fairlead.transport.netty.group;

import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.TransportView;
import io.fairlead.transport.netty.Counters;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What operators see of all groups. */
public final class GroupsView implements TransportView {
    private final Groups groups;

    /** @param groups what is shown */
    public GroupsView(Groups groups) {
        this.groups = groups;
    }

    @Override
    public List<PortEntry> ports() {
        return groups.shared().ports().ledger().lines();
    }

    @Override
    public List<EndpointEntry> endpoints() {
        return groups.hosts().stream()
                .sorted(Comparator.comparing(GroupHost::key))
                .flatMap(host -> host.slots().stream().map(slot -> entry(host, slot)))
                .toList();
    }

    @Override
    public List<ConnectionEntry> connections(int limit) {
        return slots().flatMap(slot -> slot.socket().connections().stream())
                .sorted(Comparator.comparingLong(ConnectionEntry::id))
                .limit(limit)
                .toList();
    }

    @Override
    public boolean close(long connectionId) {
        return slots().anyMatch(slot -> slot.socket().close(connectionId));
    }

    private Stream<Slot> slots() {
        return groups.hosts().stream().flatMap(host -> host.slots().stream());
    }

    private static EndpointEntry entry(GroupHost host, Slot slot) {
        Counters counters = slot.socket().counters();
        EndpointSpec spec = slot.spec();
        return new EndpointEntry(
                host.key(),
                spec.role(),
                spec.kind(),
                slot.socket().address(),
                host.state(slot),
                counters.open.get(),
                counters.accepted.sum(),
                counters.refused(),
                counters.bytesRead.sum(),
                counters.bytesWritten.sum());
    }
}
