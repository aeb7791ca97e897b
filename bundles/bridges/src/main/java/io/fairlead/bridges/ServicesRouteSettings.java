package io.fairlead.bridges;

import io.fairlead.platform.settings.SettingsReader;
import java.util.Optional;

/**
 * The settings of services over HTTP.
 *
 * @param token {@code .token}: what callers from elsewhere send; nothing: they are refused
 * @param maxRequest {@code max-request}: bytes of the longest request
 */
record ServicesRouteSettings(Optional<String> token, int maxRequest) {
    private static final int SHORTEST_TOKEN = 16;

    static ServicesRouteSettings parse(SettingsReader in) {
        Optional<String> token = in.text(".token");
        if (token.isPresent() && token.get().length() < SHORTEST_TOKEN) {
            in.refuse(".token", "is too short to be a secret", "write at least " + SHORTEST_TOKEN + " characters");
        }
        return new ServicesRouteSettings(token, (int) in.bytes("max-request", 1 << 20, 1, 1 << 28));
    }

    /** Returns nothing that must stay secret. */
    @Override
    public String toString() {
        return "maxRequest=" + maxRequest;
    }
}
