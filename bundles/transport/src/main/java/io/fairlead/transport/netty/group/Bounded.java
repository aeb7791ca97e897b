package io.fairlead.transport.netty.group;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A time limit for several steps of a swap together. */
final class Bounded {
    private final long endNs;

    Bounded(Duration limit) {
        endNs = System.nanoTime() + limit.toNanos();
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, endNs - System.nanoTime()));
    }

    /** Waits. */
    <T> T await(CompletionStage<T> stage, String what) throws SwapFailure {
        try {
            return stage.toCompletableFuture().get(left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new SwapFailure(what + " did not end in time", true);
        } catch (ExecutionException e) {
            throw failure(what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SwapFailure("the swap was interrupted", false);
        }
    }

    /** Returns what an operator is told of a failure. */
    static SwapFailure failure(String what, ExecutionException failure) {
        Throwable root = failure.getCause() == null ? failure : failure.getCause();
        while (root.getCause() != null && root instanceof CompletionException) {
            root = root.getCause();
        }
        String reason =
                root instanceof RuntimeException && root.getMessage() != null ? root.getMessage() : root.toString();
        return new SwapFailure(what + " failed: " + reason, false);
    }
}
