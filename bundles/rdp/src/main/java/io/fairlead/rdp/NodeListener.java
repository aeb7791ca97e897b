package io.fairlead.rdp;

import io.fairlead.rdp.wire.Func;
import io.fairlead.rdp.wire.Table;
import java.nio.ByteBuffer;

/** Hears what happens to a node's sessions; called on the node's thread, and may call the node. */
public interface NodeListener {
    /**
     * A session is open: for the first time, or anew because the other side lost it. All channels are gone then.
     *
     * @param session the session
     * @param table what the other side said of itself
     * @param again whether the session had been open before
     */
    default void opened(Session session, Table table, boolean again) {}

    /** Nothing has been heard for the time-out; what waits goes on waiting. */
    default void down(Session session) {}

    /** The same incarnation of the other side is heard again after {@link #down}. */
    default void up(Session session) {}

    /**
     * A session is over.
     *
     * @param session the session
     * @param reason why, one word or phrase
     */
    default void closed(Session session, String reason) {}

    /**
     * A message has arrived.
     *
     * @param session from where
     * @param func what it is
     * @param info the header's info
     * @param data its bytes, valid for the duration of the call
     */
    default void message(Session session, Func func, int info, ByteBuffer data) {}

    /** A message that was sent has arrived at the other side. */
    default void delivered(Session session, long id) {}

    /**
     * A message that was sent has not been acknowledged and is not sent any more. It may have arrived all the same.
     *
     * @param session to where
     * @param id the message's number
     * @param reason why
     */
    default void failed(Session session, long id, String reason) {}

    /**
     * A packet without a session or one that the node leaves to others, such as those of file transfer.
     *
     * @param from who sent it
     * @param func what it is
     * @param data its bytes, valid for the duration of the call
     * @param proved whether an open session proves the address
     */
    default void other(java.net.InetSocketAddress from, Func func, ByteBuffer data, boolean proved) {}
}
