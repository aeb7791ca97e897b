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
    NextEndpoints prepare(GroupSpec spec) {
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
        return new NextEndpoints(this, next, changes);
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

    /** Has these endpoints from now on, and returns those that it had. */
    Map<String, Slot> replace(Map<String, Slot> next) {
        Map<String, Slot> old = slots;
        slots = next;
        return old;
    }
}
