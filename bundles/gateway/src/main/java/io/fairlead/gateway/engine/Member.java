package io.fairlead.gateway.engine;

import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import java.util.Optional;

/** A connection that the gateway serves, whether by framing and classifier or by a session program. */
interface Member extends ConnectionHandler {
    Connection connection();

    /** Reads nothing until somebody has decided whether it may stay. */
    void await();

    /** It may stay; on the loop. */
    void admitted(Slot into, Optional<String> id);

    /** It may not stay: it is closed without a byte. */
    void refused(Refusal why);

    /** Goes on where the handler before this one was. */
    void restored(PeerState state);

    /** The codec or the program may be another, or be there again. */
    void changed();
}
