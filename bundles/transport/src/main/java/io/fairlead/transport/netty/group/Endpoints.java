package io.fairlead.transport.netty.group;

import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.TransportException;
import io.fairlead.transport.netty.EndpointFactory;
import io.fairlead.transport.netty.EndpointSocket;
import io.fairlead.transport.netty.Served;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The endpoints of one group, and their change from one specification to the next: all of it or nothing. */
final class Endpoints {
    private final GroupHost host;
    private final Map<EndpointSpec.Kind, EndpointFactory> factories;
    private volatile Map<String, Slot> slots = Map.of();

    Endpoints(GroupHost host, Map<EndpointSpec.Kind, EndpointFactory> factories) {
        this.host = host;
        this.factories = factories;
    }

    Collection<Slot> all() {
        return slots.values();
    }

    Slot slot(String role) {
        Slot slot = slots.get(role);
        if (slot == null) {
            throw new IllegalArgumentException(
                    "There is no endpoint " + role + " in " + host.key() + "; it has " + slots.keySet() + ".");
        }
        return slot;
    }

    List<Served> served() {
        List<Served> all = new ArrayList<>();
        slots.values().forEach(slot -> all.addAll(slot.socket().served()));
        return all;
    }

    /**
     * Opens what the specification needs beyond what is there.
     *
     * @throws TransportException where something cannot be opened; nothing has changed then
     */
    EndpointSocket.Change prepare(GroupSpec spec) {
        Map<String, Slot> next = new LinkedHashMap<>();
        List<EndpointSocket.Change> changes = new ArrayList<>();
        try {
            for (EndpointSpec each : spec.endpoints()) {
                Slot present = slots.get(each.role());
                Slot slot = present != null && present.spec().kind() == each.kind() ? present : make(each);
                changes.add(change(slot, each));
                next.put(each.role(), slot);
            }
        } catch (RuntimeException e) {
            changes.forEach(EndpointSocket.Change::undo);
            throw e;
        }
        return new Whole(next, changes);
    }

    void closeAll(String cause) {
        Collection<Slot> all = slots.values();
        slots = Map.of();
        all.forEach(slot -> slot.close(cause));
    }

    private Slot make(EndpointSpec spec) {
        EndpointFactory factory = factories.get(spec.kind());
        if (factory == null) {
            throw new TransportException(
                    "Endpoint " + host.key() + "/" + spec.role() + " cannot be opened: endpoints of" + " kind "
                            + spec.kind() + " are not offered by this transport.");
        }
        return new Slot(host, spec, factory);
    }

    private static EndpointSocket.Change change(Slot slot, EndpointSpec spec) {
        EndpointSocket.Change change = slot.socket().prepare(spec);
        return new EndpointSocket.Change() {
            @Override
            public void apply() {
                slot.spec(spec);
                change.apply();
            }

            @Override
            public void undo() {
                change.undo();
            }
        };
    }

    private final class Whole implements EndpointSocket.Change {
        private final Map<String, Slot> next;
        private final List<EndpointSocket.Change> changes;

        Whole(Map<String, Slot> next, List<EndpointSocket.Change> changes) {
            this.next = next;
            this.changes = changes;
        }

        @Override
        public void apply() {
            Map<String, Slot> old = slots;
            slots = next;
            changes.forEach(EndpointSocket.Change::apply);
            old.forEach((role, slot) -> {
                Slot present = next.get(role);
                if (present == null) {
                    slot.close("its endpoint was taken out of the settings");
                } else if (present != slot) {
                    slot.socket().close("its endpoint has become another kind");
                }
            });
        }

        @Override
        public void undo() {
            changes.forEach(EndpointSocket.Change::undo);
        }
    }
}
