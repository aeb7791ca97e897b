package io.fairlead.transport.netty.group;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The thread of one swap for those calls to a protocol that may block. It is started before the pause begins, and left
 * behind, interrupted, where the protocol's code does not come back in time.
 */
final class ProtocolThread implements AutoCloseable {
    /** How often it is looked whether a step is late: to be told would cost the swap a change of threads. */
    private static final long LOOK_MS = 20;

    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), ProtocolThread::named);
    /** Empty where nothing runs, or where what runs has been left behind. */
    private Optional<Step> present = Optional.empty();

    private boolean decided;

    ProtocolThread() {
        thread.prestartCoreThread();
    }

    private static Thread named(Runnable task) {
        Thread thread = new Thread(null, task, "fairlead-swap", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(ProtocolThread.class.getClassLoader());
        return thread;
    }

    /** Code of a protocol, in steps. */
    interface Calls {
        /** Makes the calls, each after {@link ProtocolThread#step}. */
        void run() throws SwapFailure;
    }

    /**
     * Says what the next calls are and how long they may take; on this thread.
     *
     * @throws SwapFailure where the swap has gone on without this thread
     */
    synchronized void step(String what, Bounded limit) throws SwapFailure {
        if (present.isEmpty()) {
            throw new SwapFailure("the swap has been abandoned", false);
        }
        present = Optional.of(new Step(what, limit));
    }

    /**
     * Says that what follows cannot be taken back and will be waited for; on this thread.
     *
     * @throws SwapFailure where the swap has gone on without this thread
     */
    synchronized void decide(String what) throws SwapFailure {
        step(what, new Bounded(Duration.ofDays(1)));
        decided = true;
    }

    /** Makes the calls on this thread and waits for them, or until a step's limit has passed. */
    void run(String what, Bounded limit, Calls calls) throws SwapFailure {
        begin(new Step(what, limit));
        Future<?> running = thread.submit(() -> {
            calls.run();
            return true;
        });
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    running.get(LOOK_MS, TimeUnit.MILLISECONDS);
                    return;
                } catch (TimeoutException e) {
                    leaveIfLate();
                } catch (InterruptedException e) {
                    interrupted = true;
                    leaveUnlessDecided();
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SwapFailure failure ? failure : Bounded.failure(present().what, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private synchronized void begin(Step first) {
        present = Optional.of(first);
    }

    private synchronized Step present() {
        return present.orElseThrow();
    }

    private synchronized void leave() {
        present = Optional.empty();
        thread.shutdownNow();
    }

    private synchronized void leaveUnlessDecided() throws SwapFailure {
        if (!decided) {
            leave();
            throw new SwapFailure("the swap was interrupted", false);
        }
    }

    private synchronized void leaveIfLate() throws SwapFailure {
        Step now = present();
        if (now.limit.left().isZero()) {
            leave();
            throw new SwapFailure(now.what + " did not end in time", true);
        }
    }

    private record Step(String what, Bounded limit) {}
}
