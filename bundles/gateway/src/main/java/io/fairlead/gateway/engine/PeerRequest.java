package io.fairlead.gateway.engine;

import io.fairlead.gateway.api.Classified;
import java.nio.ByteBuffer;

/**
 * A peer's request.
 *
 * @param message the peer's message, a copy
 * @param service which service is asked
 * @param wantsReply whether the peer waits for a reply
 * @param sinceNs when it came
 */
record PeerRequest(ByteBuffer message, String service, boolean wantsReply, long sinceNs) {
    static PeerRequest of(ByteBuffer message, Classified classified, String service, long sinceNs) {
        return new PeerRequest(message, service, classified.kind() == Classified.Kind.REQUEST, sinceNs);
    }

    /** Returns a view with a position of its own. */
    @Override
    public ByteBuffer message() {
        return message.duplicate();
    }
}
