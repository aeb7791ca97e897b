package io.fairlead.services;

import io.fairlead.service.PendingCall;
import io.fairlead.service.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the caller of a service gets who wants no reply. */
final class Accepted implements PendingCall {
    private static final Reply EMPTY = Reply.of(new byte[0]);

    @Override
    public CompletionStage<Reply> reply() {
        return CompletableFuture.completedFuture(EMPTY);
    }

    @Override
    public Reply await(Duration time) {
        return EMPTY;
    }

    @Override
    public void cancel() {
        // It cannot be called back, like a call without a descriptor.
    }
}
