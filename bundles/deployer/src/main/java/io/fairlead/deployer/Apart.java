package io.fairlead.deployer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleException;

/**
 * Runs what calls a bundle's code on a thread of its own, so that a bundle that hangs holds up nobody else: the thread is
 * left behind when its time is over.
 */
final class Apart {
    private static final Duration AFTER_INTERRUPT = Duration.ofMillis(500);

    private Apart() {}

    /** What is run. */
    @FunctionalInterface
    interface Step {
        /** Runs. */
        void run() throws BundleException, SwapException;
    }

    /**
     * Runs a step and waits for its end; interrupts it when its time is over.
     *
     * @param what names the step in the message, such as {@code its start}
     * @throws SwapException where it failed or did not end in time
     */
    static void run(String what, Duration limit, Step step) throws SwapException {
        run(what, limit, true, step);
    }

    /** The same, but a step that is late goes on and is not interrupted. */
    static void runOn(String what, Duration limit, Step step) throws SwapException {
        run(what, limit, false, step);
    }

    private static void run(String what, Duration limit, boolean interrupt, Step step) throws SwapException {
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        step.run();
                        end.complete(true);
                    } catch (Throwable e) {
                        end.completeExceptionally(e);
                    }
                },
                "fairlead-swap");
        thread.setDaemon(true);
        thread.start();
        try {
            end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (interrupt) {
                leave(thread);
            }
            throw new SwapException(what + " did not end within " + words(limit));
        } catch (ExecutionException e) {
            throw new SwapException(Causes.phrase(e));
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new SwapException("the swap was interrupted");
        }
    }

    /** Gives it a moment to end, since what follows would wait for it. */
    private static void leave(Thread thread) {
        thread.interrupt();
        try {
            thread.join(AFTER_INTERRUPT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String words(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
