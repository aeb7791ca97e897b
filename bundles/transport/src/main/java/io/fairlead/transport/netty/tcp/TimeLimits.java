package io.fairlead.transport.netty.tcp;

import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.netty.LoopClock;

/** When bytes last passed and when a message began, in ticks of the loop's coarse clock. One event loop only. */
final class TimeLimits {
    private final LoopClock clock;
    private long lastByte;
    private long messageBegan;
    private boolean inMessage;
    private boolean toldByHandler;

    TimeLimits(LoopClock clock) {
        this.clock = clock;
    }

    void touched() {
        lastByte = clock.tick();
    }

    /** The handler has taken everything; unless it said so itself, no message is open. */
    void consumedAll() {
        if (!toldByHandler) {
            inMessage = false;
        }
    }

    /** The handler has left bytes: a message is open, a new one if it took some. */
    void leftUnread(boolean someConsumed) {
        if (!toldByHandler && (someConsumed || !inMessage)) {
            begin();
        }
    }

    /** The handler says itself whether a message is open, from now on. */
    void messageOpen(boolean open) {
        toldByHandler = true;
        if (open && !inMessage) {
            begin();
        } else if (!open) {
            inMessage = false;
        }
    }

    /** Time in which nothing was read on purpose does not count. */
    void restart() {
        touched();
        messageBegan = clock.tick();
    }

    boolean idlePassed(EndpointOptions options) {
        return !options.idleTimeout().isZero() && clock.tick() - lastByte > LoopClock.ticks(options.idleTimeout());
    }

    boolean halfMessagePassed(EndpointOptions options) {
        return inMessage
                && !options.halfMessageTimeout().isZero()
                && clock.tick() - messageBegan > LoopClock.ticks(options.halfMessageTimeout());
    }

    private void begin() {
        inMessage = true;
        messageBegan = clock.tick();
    }
}
