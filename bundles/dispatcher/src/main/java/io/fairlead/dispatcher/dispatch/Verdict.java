package io.fairlead.dispatcher.dispatch;

import io.fairlead.dispatcher.descriptor.Descriptor;
import io.fairlead.dispatcher.registry.ServerEntry;

/**
 * What has been decided of one server for one request.
 *
 * @param server the server
 * @param shown as the client is to see it
 * @param status its effective status
 * @param standby it is for the case that nothing else is there
 * @param whyNot why it is not offered, one phrase; empty: it is
 */
public record Verdict(ServerEntry server, Descriptor shown, double status, boolean standby, String whyNot) {
    /** Returns whether it may be offered. */
    public boolean offered() {
        return whyNot.isEmpty();
    }
}
