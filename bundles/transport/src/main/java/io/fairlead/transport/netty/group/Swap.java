package io.fairlead.transport.netty.group;

import io.fairlead.transport.StateRefusedException;
import io.fairlead.transport.netty.Served;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one group or several from the protocols that serve them, or from being parked, to the next, all or none.
 * The caller has the groups' locks.
 *
 * <p>What a connection waits is the length of it all. So the steps are made on one thread that was started before, with
 * one task for each loop and step, and whatever can be is done before the pause or after it.
 */
final class Swap implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("io.fairlead.transport");

    /** For the loops, beyond the limits that a protocol is given. */
    private static final Duration OWN_TIME = Duration.ofSeconds(30);

    private final List<Move> moves;
    private final String groups;
    private final Loops loops = new Loops();
    private final Map<Served, Move> moveOf = new HashMap<>();
    private final ProtocolThread thread = new ProtocolThread();

    /** @param moves each group's part */
    Swap(List<Move> moves) {
        this.moves = moves;
        this.groups = moves.stream().map(Move::key).collect(Collectors.joining(", "));
        gather();
    }

    /**
     * Pauses, lets work in flight end, moves all states to the next protocols, and lets them serve.
     *
     * @throws SwapFailure where it cannot be; then all is as it was
     */
    void handOver(Duration limit, boolean force) throws SwapFailure {
        orAbort("the work in flight of " + groups, () -> {
            thread.step("the work in flight of " + groups, ownTime(Suspension.longest(limit, force)));
            moves.forEach(Move::begin);
            gather();
            Bounded rest = new Suspension(loops, groups).await(new Bounded(limit), force);
            for (Move each : moves) {
                each.suspend(thread, rest, force);
            }
            attach(limit);
        });
    }

    /**
     * Lets the next protocols serve with the states that parked groups have.
     *
     * @throws SwapFailure where it cannot be; then all is as it was
     */
    void adopt(Duration limit) throws SwapFailure {
        orAbort("the new protocol of " + groups, () -> attach(limit));
    }

    private void orAbort(String what, ProtocolThread.Calls steps) throws SwapFailure {
        try {
            thread.run(what, new Bounded(OWN_TIME), steps);
        } catch (SwapFailure | RuntimeException e) {
            abort();
            throw e;
        }
    }

    private void attach(Duration limit) throws SwapFailure {
        Bounded attaching = new Bounded(limit);
        for (Move each : moves) {
            each.attach(thread, attaching);
        }
        thread.step("a connection of " + groups, ownTime(limit));
        gather();
        new Bounded(limit).await(loops.stepAndStay(this::attach), "a connection of " + groups);
        thread.decide("the end of the swap of " + groups);
        commit();
    }

    private boolean attach(Served each) {
        Move move = moveOf.get(each);
        if (move != null) {
            try {
                each.attach(move.next());
            } catch (RuntimeException e) {
                throw moves.size() == 1 ? e : new StateRefusedException(move.key() + ": " + e.getMessage());
            }
        }
        return true;
    }

    private void commit() {
        Set<Served> leaving = new HashSet<>();
        moves.forEach(each -> leaving.addAll(each.leaving()));
        moves.forEach(Move::commit);
        gather();
        CompletableFuture<Void> served =
                loops.step(each -> orClose(each, leaving.contains(each) ? Swap::closeAndCommit : Served::commit));
        CompletableFuture<Void> answered = loops.step(each -> orClose(each, Served::sendAnswers));
        served.join();
        answered.join();
        moves.forEach(Move::end);
    }

    private static void closeAndCommit(Served leaving) {
        leaving.close(NextEndpoints.NOT_WANTED);
        leaving.commit();
    }

    private void abort() {
        moves.forEach(Move::takeBack);
        gather();
        loops.step(each -> orClose(each, Served::abort)).join();
        moves.forEach(Move::giveUp);
    }

    /** Returns how many things were moved. */
    int moved() {
        return loops.all().size();
    }

    /** Returns the longest pause of one connection, known when the loops have had a turn to read. */
    Duration longestPause() {
        loops.step(each -> {}).join();
        loops.step(each -> {}).join();
        return Duration.ofNanos(
                loops.all().stream().mapToLong(Served::pausedNanos).max().orElse(0));
    }

    @Override
    public void close() {
        loops.release();
        thread.close();
    }

    /** What is not found again is no longer the groups': it was relayed, or the next protocol does not want its endpoint. */
    private void gather() {
        moveOf.clear();
        for (Move move : moves) {
            List<Served> present = move.served();
            present.forEach(each -> moveOf.put(each, move));
            loops.add(present);
        }
    }

    private static Bounded ownTime(Duration limit) {
        return new Bounded(limit.plus(OWN_TIME));
    }

    /** One that fails costs no other anything. */
    private static void orClose(Served each, Consumer<Served> what) {
        try {
            what.accept(each);
        } catch (RuntimeException e) {
            LOG.error("A connection is closed, since the end of a swap failed on it.", e);
            each.close("the end of a swap failed on it");
        }
    }
}
