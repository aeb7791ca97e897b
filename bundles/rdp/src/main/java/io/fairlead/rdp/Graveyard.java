package io.fairlead.rdp;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** Incarnations that are over, so that nobody can bring one back with what he has recorded. Bounded. */
final class Graveyard {
    private static final int MOST = 1024;

    private record Grave(InetSocketAddress address, int epoch) {}

    private final Map<Grave, Long> graves = new LinkedHashMap<>();
    private final long keptNanos;

    /** @param keptNanos how long one is remembered */
    Graveyard(long keptNanos) {
        this.keptNanos = keptNanos;
    }

    void bury(InetSocketAddress address, int epoch, long now) {
        graves.values().removeIf(at -> now - at > keptNanos);
        while (graves.size() >= MOST) {
            graves.remove(graves.keySet().iterator().next());
        }
        graves.put(new Grave(address, epoch), now);
    }

    boolean holds(InetSocketAddress address, int epoch) {
        return graves.containsKey(new Grave(address, epoch));
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(graves.size());
        for (Grave grave : graves.keySet()) {
            Wire.address(out, grave.address());
            out.writeInt(grave.epoch());
        }
    }

    void restore(DataInputStream in, long now) throws IOException {
        for (int i = in.readInt(); i > 0; i--) {
            graves.put(new Grave(Wire.address(in), in.readInt()), now);
        }
    }
}
