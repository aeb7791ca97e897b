package io.fairlead.transport.netty.group;

import io.fairlead.transport.SuspendRequest;
import io.fairlead.transport.netty.Served;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Pauses many things, asks for their states and waits until work in flight has been answered. */
final class Suspension {
    private static final Duration FORCED = Duration.ofSeconds(1);
    private static final CompletableFuture<?> DONE = CompletableFuture.completedFuture(null);

    private final Loops loops;
    private final String what;
    private final Map<Served, CompletableFuture<?>> answers = new ConcurrentHashMap<>();
    private final Queue<CompletableFuture<?>> later = new ConcurrentLinkedQueue<>();

    /**
     * @param loops the things
     * @param group whose they are, in words
     */
    Suspension(Loops loops, String group) {
        this.loops = loops;
        this.what = "the work in flight of " + group;
    }

    /**
     * Waits for all. A loop on which nothing is in flight waits for what follows.
     *
     * @param force true: what is still open at the limit is asked again, to answer with the protocol's own error
     * @return the limit for what follows: with force there is always some time left
     */
    Bounded await(Bounded limit, boolean force) throws SwapFailure {
        try {
            ask(loops, new SuspendRequest(limit.left(), false), limit);
            return force ? new Bounded(FORCED.plus(limit.left())) : limit;
        } catch (SwapFailure e) {
            if (!force || !e.timeout()) {
                throw e.timeout() ? busy() : e;
            }
            Loops rest = new Loops();
            rest.add(open());
            later.clear();
            ask(rest, new SuspendRequest(FORCED, true), new Bounded(FORCED));
            return new Bounded(FORCED);
        }
    }

    /** Returns the longest that {@link #await} may take. */
    static Duration longest(Duration limit, boolean force) {
        return force ? limit.plus(FORCED) : limit;
    }

    /** Returns what has not given its state, or could not. */
    Collection<Served> open() {
        return loops.all().stream().filter(each -> !isDone(answers.get(each))).toList();
    }

    private SwapFailure busy() {
        return new SwapFailure(
                what + " did not end in time (" + open().size() + " connections busy); try again, or with force", true);
    }

    private void ask(Loops whom, SuspendRequest request, Bounded limit) throws SwapFailure {
        limit.await(whom.stepAndStay(each -> ask(each, request)), what);
        limit.await(CompletableFuture.allOf(later.toArray(CompletableFuture<?>[]::new)), what);
    }

    private boolean ask(Served each, SuspendRequest request) {
        if (!answers.containsKey(each)) {
            each.pause();
        }
        CompletableFuture<?> answer = each.suspend(request).toCompletableFuture();
        boolean done = isDone(answer);
        answers.put(each, done ? DONE : answer);
        if (!done) {
            later.add(answer);
        }
        return done;
    }

    private static boolean isDone(@Nullable CompletableFuture<?> answer) {
        return answer != null && answer.isDone() && !answer.isCompletedExceptionally();
    }
}
