package io.fairlead.transport.netty;

import io.fairlead.transport.Endpoint;
import io.fairlead.transport.Protocol;

/** The protocol's side of a binding: what a socket needs to know of whom it serves. */
public interface Tenant {
    /** Returns the protocol. */
    Protocol protocol();

    /** Returns the endpoint of that role as this protocol sees it. */
    Endpoint endpoint(String role);

    /** Returns true until the binding has ended. */
    boolean live();
}
