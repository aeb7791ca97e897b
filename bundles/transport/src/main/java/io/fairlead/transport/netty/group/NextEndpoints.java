package io.fairlead.transport.netty.group;

import io.fairlead.transport.netty.EndpointSocket;
import io.fairlead.transport.netty.Served;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The endpoints of a group as another specification wants them, prepared. What is wanted no more stays open, with its
 * connections, until it is certain that it is not needed again.
 */
final class NextEndpoints {
    /** Why connections on an endpoint are closed that is not wanted any more. */
    static final String NOT_WANTED = "its endpoint was taken out of the settings";

    private final Endpoints endpoints;
    private final Map<String, Slot> next;
    private final List<EndpointSocket.Change> changes;
    private Map<String, Slot> before = Map.of();

    NextEndpoints(Endpoints endpoints, Map<String, Slot> next, List<EndpointSocket.Change> changes) {
        this.endpoints = endpoints;
        this.next = next;
        this.changes = changes;
    }

    /** The group has them. Followed by {@link #finish} or {@link #giveBack}. */
    void apply() {
        before = endpoints.replace(next);
        changes.forEach(EndpointSocket.Change::apply);
    }

    /** Returns what is on endpoints that the group had and has no more. */
    Collection<Served> leaving() {
        List<Served> leaving = new ArrayList<>();
        before.forEach((role, slot) -> {
            if (!slot.equals(next.get(role))) {
                leaving.addAll(slot.socket().served());
            }
        });
        return leaving;
    }

    /** Closes what the group had and has no more. */
    void finish() {
        before.forEach((role, slot) -> {
            Slot present = next.get(role);
            if (present == null) {
                slot.close(NOT_WANTED);
            } else if (present != slot) {
                slot.socket().close("its endpoint has become another kind");
            }
        });
    }

    /** The group has the endpoints again that it had; what was opened for these is closed. */
    void giveBack() {
        endpoints.replace(before);
        next.forEach((role, slot) -> {
            Slot present = before.get(role);
            if (present == null) {
                slot.close("the swap that opened it was abandoned");
            } else if (present != slot) {
                slot.socket().close("the swap that opened it was abandoned");
            }
        });
    }

    /** It is not wanted after all; instead of {@link #apply}. */
    void undo() {
        changes.forEach(EndpointSocket.Change::undo);
    }

    /** Makes it so at once. */
    void applyForGood() {
        apply();
        finish();
    }
}
