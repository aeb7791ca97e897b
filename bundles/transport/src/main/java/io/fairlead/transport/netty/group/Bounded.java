package io.fairlead.transport.netty.group;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A time limit for all steps of a swap together; code of a protocol that may block runs on a thread that can be left. */
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
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new SwapFailure(what + " failed: " + reason(cause), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SwapFailure("the swap was interrupted", false);
        }
    }

    /** Calls code of a protocol; interrupts it and goes on without it when the time is over. */
    <T> T call(Supplier<T> code, String what) throws SwapFailure {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        answer.complete(code.get());
                    } catch (Throwable e) {
                        answer.completeExceptionally(e);
                    }
                },
                "fairlead-swap",
                0,
                false);
        thread.setDaemon(true);
        thread.setContextClassLoader(Bounded.class.getClassLoader());
        thread.start();
        try {
            return await(answer, what);
        } catch (SwapFailure e) {
            thread.interrupt();
            throw e;
        }
    }

    private static String reason(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root instanceof java.util.concurrent.CompletionException) {
            root = root.getCause();
        }
        return root instanceof RuntimeException && root.getMessage() != null ? root.getMessage() : root.toString();
    }
}
