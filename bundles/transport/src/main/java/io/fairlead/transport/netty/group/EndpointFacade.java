package io.fairlead.transport.netty.group;

import io.fairlead.transport.Connection;
import io.fairlead.transport.DetachedException;
import io.fairlead.transport.Endpoint;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An endpoint as one protocol sees it. */
final class EndpointFacade implements Endpoint {
    private final Hold hold;
    private final Slot slot;

    EndpointFacade(Hold hold, Slot slot) {
        this.hold = hold;
        this.slot = slot;
    }

    boolean isOf(Slot other) {
        return slot == other;
    }

    @Override
    public String role() {
        return slot.role();
    }

    @Override
    public String name() {
        return slot.group() + "/" + slot.role();
    }

    @Override
    public Optional<InetSocketAddress> address() {
        return slot.socket().address();
    }

    @Override
    public CompletionStage<Connection> connect(InetSocketAddress remote, String tag, Duration timeout) {
        return hold.live()
                ? slot.socket().connect(hold, remote, tag, timeout)
                : CompletableFuture.failedFuture(
                        new DetachedException("The group " + hold.key() + " has another protocol now."));
    }
}
