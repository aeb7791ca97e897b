package io.fairlead.transport.netty.http;

import io.fairlead.transport.netty.LoopClock;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;

/**
 * Watches a connection for what does not go on: a head that is not completed, a body that is wanted and does not come, a
 * response that the peer does not take, a connection that is not used. It asks for ticks only while one of these can
 * happen. On the loop.
 */
final class Stall implements LoopClock.Watcher {
    private final HttpConnection connection;
    private final LoopClock clock;
    private boolean watching;
    private boolean headOpen;
    private long headSinceTick;
    private long waitingSinceTick;
    private long unsentSeen;

    Stall(HttpConnection connection, LoopClock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /** Something went on. */
    void touched() {
        waitingSinceTick = clock.tick();
    }

    /** The peer could not go on until now. */
    void restart() {
        touched();
        headSinceTick = clock.tick();
    }

    /** Looks whether there is something to watch. */
    void check() {
        boolean inHead = connection.inHead();
        if (inHead && !headOpen) {
            headSinceTick = clock.tick();
        }
        headOpen = inHead;
        if (!watching && (inHead || connection.busy() || unsent() > 0)) {
            watch();
        }
    }

    /** Watches from now on. */
    void watch() {
        watching = true;
        restart();
        clock.watch(this);
    }

    /** Watches no longer. */
    void end() {
        if (watching) {
            watching = false;
            clock.unwatch(this);
        }
    }

    /** Returns the bytes of responses that have not been sent. */
    long unsent() {
        ChannelOutboundBuffer buffer = connection.channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    @Override
    public void onTick(long tick) {
        HttpLimits limits = connection.site().limits();
        Duration idle = connection.site().idleTimeout();
        if (connection.headAwaited()) {
            if (tick - headSinceTick > LoopClock.ticks(limits.headTimeout())) {
                connection.timedOut("A request's head was not complete in time.");
            }
        } else if (connection.bodyAwaited() || sending()) {
            if (passed(tick, limits.stallTimeout())) {
                connection.timedOut("A message did not go on in time.");
            }
        } else if (idle.isZero() || connection.ending()) {
            end();
        } else if (!connection.busy() && passed(tick, idle)) {
            connection.idledOut();
        }
    }

    private boolean passed(long tick, Duration limit) {
        return !limit.isZero() && tick - waitingSinceTick > LoopClock.ticks(limit);
    }

    private boolean sending() {
        ChannelOutboundBuffer buffer = connection.channel().unsafe().outboundBuffer();
        if (buffer == null || unsent() == 0) {
            return false;
        }
        long seen = unsent() * 31 + buffer.currentProgress();
        if (seen != unsentSeen) {
            unsentSeen = seen;
            touched();
        }
        return true;
    }
}
