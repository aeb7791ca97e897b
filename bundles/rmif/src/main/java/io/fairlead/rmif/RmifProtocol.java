package io.fairlead.rmif;

import io.fairlead.platform.log.RepeatLog;
import io.fairlead.transport.DatagramHandler;
import io.fairlead.transport.DatagramPort;
import io.fairlead.transport.Group;
import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.SessionState;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Serves one group: a UDP socket and an HTTP listener. */
final class RmifProtocol implements Protocol {
    private final Exports exports;
    private final RandomGenerator random;
    private final RepeatLog log;
    private final Pages pages;
    private volatile RmifSettings settings;
    private volatile @Nullable Remotes remotes;
    private @Nullable Demo demo;

    RmifProtocol(RmifSettings settings, Exports exports, RandomGenerator random, RepeatLog log) {
        this.settings = settings;
        this.exports = exports;
        this.random = random;
        this.log = log;
        this.pages = new Pages(exports, this::settings, this::remotes);
    }

    void update(RmifSettings changed) {
        settings = changed;
    }

    private RmifSettings settings() {
        return settings;
    }

    /** Returns the sessions; nothing before the socket is there. */
    Optional<Remotes> remotes() {
        return Optional.ofNullable(remotes);
    }

    @Override
    public void attach(Group group, Optional<SessionState> state) {
        if (settings.demo()) {
            demo = new Demo();
            demo.offer(exports, group.timers());
        }
    }

    @Override
    public DatagramHandler open(DatagramPort port, Optional<SessionState> state) {
        Remotes made = new Remotes(port, settings.sessions(), random, exports, settings.access(), log, state);
        remotes = made;
        return made;
    }

    @Override
    public void handle(HttpExchange exchange) {
        pages.handle(exchange);
    }

    @Override
    public void detached() {
        if (demo != null) {
            demo.end();
        }
        pages.end();
    }
}
