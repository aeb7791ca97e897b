package io.fairlead.gateway.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** One of the gateway's handlers: so many slots, and the idle ones in the order in which they became so. */
final class Handler {
    private final int number;
    private final List<Slot> slots = new ArrayList<>();
    private final Deque<Slot> free = new ArrayDeque<>();
    final Deque<Slot> idle = new ArrayDeque<>();
    final Turnstile requests = new Turnstile();
    private int connected;

    Handler(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    int connected() {
        return connected;
    }

    List<Slot> slots() {
        return slots;
    }

    /** Takes a free slot; nothing where there are as many as there may be. */
    Optional<Slot> take(int threads) {
        if (connected >= threads) {
            return Optional.empty();
        }
        connected++;
        Slot again = free.poll();
        if (again != null) {
            return Optional.of(again);
        }
        Slot made = new Slot(this, slots.size());
        slots.add(made);
        return Optional.of(made);
    }

    /** Takes the slot of that number, which a connection had before its handler was replaced. */
    Slot take(int slot, int most) {
        if (slot < 0 || slot >= most) {
            throw new IllegalArgumentException("no slot " + slot);
        }
        while (slots.size() <= slot) {
            Slot made = new Slot(this, slots.size());
            slots.add(made);
            free.add(made);
        }
        free.remove(slots.get(slot));
        connected++;
        return slots.get(slot);
    }

    /** The slot has no connection any more. */
    void release(Slot slot) {
        connected--;
        free.addFirst(slot);
    }
}
