package io.fairlead.transport.netty;

/** Makes the socket of one kind of endpoint; nothing is opened yet. */
@FunctionalInterface
public interface EndpointFactory {
    /** Makes one endpoint's socket. */
    EndpointSocket create(EndpointContext context);
}
