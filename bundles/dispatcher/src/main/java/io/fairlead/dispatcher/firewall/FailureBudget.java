package io.fairlead.dispatcher.firewall;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many bad tickets each address has shown in the present minute. Bounded: who failed longest ago is forgotten. */
final class FailureBudget {
    private static final long WINDOW_MILLIS = 60_000;
    private static final int MAX_ADDRESSES = 10_000;

    private final Map<InetAddress, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Window> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    private record Window(long beganAt, int failures) {}

    boolean isSpent(InetAddress address, int most, long now) {
        Window window = windows.get(address);
        return window != null && now - window.beganAt < WINDOW_MILLIS && window.failures >= most;
    }

    void failed(InetAddress address, long now) {
        windows.compute(
                address,
                (who, before) -> before == null || now - before.beganAt >= WINDOW_MILLIS
                        ? new Window(now, 1)
                        : new Window(before.beganAt, before.failures + 1));
    }
}
