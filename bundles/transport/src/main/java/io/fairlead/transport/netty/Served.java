package io.fairlead.transport.netty;

import io.fairlead.transport.SuspendRequest;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletionStage;

/**
 * One thing with a handler that a swap moves: a connection, a datagram port, a WebSocket, an HTTP listener's dispatch.
 * It keeps its handler's state itself from {@link #suspend} to {@link #commit} or {@link #abort}. All methods are called
 * on its loop.
 *
 * <pre>
 * pause -> suspend -> attach -> commit -> sendAnswers   the next handler serves
 *                            -> abort                   the old one goes on; a parked one stays parked
 *                  -> park                              no handler; the state is kept
 *          (parked)   attach -> commit or abort
 * </pre>
 */
public interface Served {
    /** Returns the loop that it lives on. */
    EventLoop loop();

    /** Stops delivering; what arrives nevertheless waits in order, and within a bound. */
    void pause();

    /**
     * Asks the handler for its state and keeps it. Asked again with force while the first answer is open. One that has
     * no handler (it came while the group was paused, or is closed already) is done at once.
     *
     * @return completes when the state is kept; exceptionally where the handler failed
     */
    CompletionStage<?> suspend(SuspendRequest request);

    /**
     * Makes the next handler from the state that is kept, and keeps the old one until it is decided.
     *
     * @throws RuntimeException where the next protocol refuses; then nothing has changed
     */
    void attach(Tenant next);

    /**
     * The handler that was attached serves: the old one is told {@code detached}, reads resume, what waited comes first.
     * One that came after the others had been attached is opened with the group's present tenant.
     */
    void commit();

    /**
     * Sends what the handler that was attached has answered to what waited. Everybody gets what waited first, since
     * sending takes longer.
     */
    default void sendAnswers() {}

    /**
     * The handler that was attached, if any, is told {@code detached}. The old one is told {@code resume}, where it had been
     * asked to suspend, and reads resume; where there is none because the group is parked, it stays so; one that came in the meantime is opened with
     * the group's present tenant, if there is one.
     */
    void abort();

    /** Drops handler and facade, so that no class of the protocol is held; the state stays. */
    void park();

    /**
     * Tells how long reading was paused by the last swap, as {@code longestPause} of a hand-over is defined; any thread.
     *
     * @return nanoseconds; 0 where the last swap did not pause it
     */
    long pausedNanos();

    /** Closes it, gently. */
    void close(String cause);
}
