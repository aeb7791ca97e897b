package io.fairlead.gateway.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A client, or in client mode a server, that is known by its ID: its connections, and who waits for one. */
final class Client {
    final String id;
    final Deque<PeerCall> waiting = new ArrayDeque<>();
    private final List<Slot> slots = new ArrayList<>(1);
    private int turn;

    Client(String id) {
        this.id = id;
    }

    List<Slot> slots() {
        return slots;
    }

    /** Returns the next connection in turn that can take the request. */
    Optional<Slot> draw(PeerCall call, int inFlight) {
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get((turn + i) % slots.size());
            if (slot.fits(call, inFlight)) {
                turn = (turn + i + 1) % slots.size();
                return Optional.of(slot);
            }
        }
        return Optional.empty();
    }
}
