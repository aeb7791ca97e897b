package io.fairlead.imu.call;

import io.fairlead.imu.stream.ReplyWriter;

/** An object on the server that clients call by its id. One call at a time; each may come on another thread. */
public interface ImuHandler {
    /**
     * Answers one call. It may block, up to the call's time limit.
     *
     * @param call what is asked
     * @param out where exactly one value is written, the reply's {@code result}; what was written before an exception
     *     is taken back
     * @throws ImuException or another exception with the mark {@link io.fairlead.imu.stream.PeerError}, or a
     *     {@link io.fairlead.catalogue.CatalogueException}
     */
    void call(HandlerCall call, ReplyWriter out);

    /** Writes what a handler of newer code needs to go on. Never called during a call. */
    void save(StateWriter out);

    /** Returns one line for operators, such as {@code eparties, 42 hits, at 20}. */
    String describe();

    /** The handler is gone; what it holds is given back. */
    default void destroyed() {}
}
