package io.fairlead.imu.session;

import io.fairlead.imu.call.Id;
import io.fairlead.imu.call.ImuHandler;

/** A handler and how it is found. Its fields are guarded by {@link Tables}. */
final class HandlerEntry {
    private final Id id;
    private final String name;
    private final ImuHandler handler;
    private final ImuProcess process;
    private final ImuContext context;
    final Turns turns = new Turns();

    /** Whether it outlives the connections that use it: a client has said destroy false. */
    boolean keep;

    /** Whether it was made while somebody was logged in: then it is found only with its context, also afterwards. */
    boolean owned;

    boolean destroyed;
    int calls;
    long lastUsedNs;

    HandlerEntry(Id id, String name, ImuHandler handler, ImuProcess process, ImuContext context, long nowNs) {
        this.id = id;
        this.name = name;
        this.handler = handler;
        this.process = process;
        this.context = context;
        this.lastUsedNs = nowNs;
    }

    Id id() {
        return id;
    }

    /** Returns the handler class, as the client named it. */
    String name() {
        return name;
    }

    ImuHandler handler() {
        return handler;
    }

    ImuProcess process() {
        return process;
    }

    /** Returns the context in which it was made. */
    ImuContext context() {
        return context;
    }
}
