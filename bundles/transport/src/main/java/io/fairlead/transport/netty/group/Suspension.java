package io.fairlead.transport.netty.group;

import io.fairlead.transport.SuspendRequest;
import io.fairlead.transport.netty.Served;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Pauses everything of a group, asks for its state and waits until work in flight has been answered. */
final class Suspension {
    private static final Duration FORCED = Duration.ofSeconds(1);

    private final String key;
    private final Collection<Served> all;
    private final Map<Served, CompletableFuture<?>> answers = new ConcurrentHashMap<>();

    Suspension(String key, Collection<Served> all) {
        this.key = key;
        this.all = all;
    }

    /**
     * Waits for all.
     *
     * @param force true: what is still open at the limit is asked again, to answer with the protocol's own error
     * @return the limit for what follows: with force there is always some time left
     */
    Bounded await(Bounded limit, boolean force) throws SwapFailure {
        String what = "the work in flight of " + key;
        try {
            ask(all, new SuspendRequest(limit.left(), false), limit);
            limit.await(answered(), what);
            return force ? new Bounded(FORCED.plus(limit.left())) : limit;
        } catch (SwapFailure e) {
            if (!force || !e.timeout()) {
                throw e.timeout()
                        ? new SwapFailure(
                                what + " did not end in time (" + open().size()
                                        + " connections busy); try again, or with force",
                                true)
                        : e;
            }
            Bounded more = new Bounded(FORCED);
            ask(open(), new SuspendRequest(FORCED, true), more);
            more.await(answered(), what);
            return new Bounded(FORCED);
        }
    }

    /** Returns what has not given its state, or could not. */
    Collection<Served> open() {
        return all.stream().filter(each -> !done(each)).toList();
    }

    private boolean done(Served each) {
        CompletableFuture<?> answer = answers.get(each);
        return answer != null && answer.isDone() && !answer.isCompletedExceptionally();
    }

    private void ask(Collection<Served> whom, SuspendRequest request, Bounded limit) throws SwapFailure {
        limit.await(
                Loops.each(whom, each -> {
                    if (!answers.containsKey(each)) {
                        each.pause();
                    }
                    answers.put(each, each.suspend(request).toCompletableFuture());
                }),
                "the suspension of " + key);
    }

    private CompletableFuture<?> answered() {
        return CompletableFuture.allOf(answers.values().toArray(CompletableFuture<?>[]::new));
    }
}
