package io.fairlead.transport.netty.group;

import io.fairlead.transport.netty.Served;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A loop in a swap, with what lives on it. Having done one step it may wait a moment for the next instead of turning to
 * its sockets: a turn would read from every one of them what nobody may have yet, and would be the longest part of the
 * pause. The wait is short and bounded, since other groups have the same loop.
 */
final class HeldLoop {
    private static final Duration LONGEST_WAIT = Duration.ofMillis(2);

    private final EventLoop loop;
    private final List<Served> things = new ArrayList<>();
    /** Each tells whether the loop shall wait for another. */
    private final BlockingQueue<BooleanSupplier> steps = new LinkedBlockingQueue<>();

    private boolean working;

    HeldLoop(EventLoop loop) {
        this.loop = loop;
    }

    void add(Served thing) {
        things.add(thing);
    }

    /** Does one step to what is here now; see {@link Loops#stepAndStay}. */
    CompletableFuture<Void> step(Predicate<Served> action) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Served[] now = things.toArray(Served[]::new);
        submit(() -> {
            try {
                boolean stays = true;
                for (Served each : now) {
                    stays &= action.test(each);
                }
                done.complete(null);
                return stays;
            } catch (Throwable failure) {
                done.completeExceptionally(failure);
                return false;
            }
        });
        return done;
    }

    /** Ends the wait, if there is one. */
    synchronized void release() {
        if (working) {
            steps.add(() -> false);
        }
    }

    private void submit(BooleanSupplier step) {
        synchronized (this) {
            steps.add(step);
            if (working) {
                return;
            }
            working = true;
        }
        loop.execute(this::work);
    }

    private void work() {
        boolean stays = false;
        while (true) {
            BooleanSupplier step = stays ? await() : steps.poll();
            if (step == null) {
                synchronized (this) {
                    step = steps.poll();
                    if (step == null) {
                        working = false;
                        return;
                    }
                }
            }
            stays = step.getAsBoolean();
        }
    }

    private @Nullable BooleanSupplier await() {
        try {
            return steps.poll(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
