package io.fairlead.gateway.engine;

import io.fairlead.gateway.api.ServiceRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A service's request as a session program sees it. */
final class SessionRequest implements ServiceRequest {
    private final Gateway gateway;
    private final Talk talk;
    private final PeerCall call;
    private final String key;
    private final AtomicBoolean answered = new AtomicBoolean();

    SessionRequest(Gateway gateway, Talk talk, PeerCall call, String key) {
        this.gateway = gateway;
        this.talk = talk;
        this.call = call;
        this.key = key;
    }

    @Override
    public String service() {
        return gateway.settings().svcgw().orElse("");
    }

    @Override
    public byte[] data() {
        ByteBuffer message = call.message();
        byte[] copy = new byte[message.remaining()];
        message.get(copy);
        return copy;
    }

    @Override
    public Duration timeLeft() {
        return Duration.ofNanos(call.deadlineNs - gateway.nanoTime());
    }

    @Override
    public boolean wantsReply() {
        return call.wantsReply();
    }

    @Override
    public void reply(byte[] data) {
        if (answered.compareAndSet(false, true)) {
            talk.slot().ifPresent(slot -> gateway.switchboard()
                    .answered(slot, talk.generation(), key, data.clone(), true));
            talk.answered();
        }
    }

    @Override
    public void fail(String reason, byte[] data) {
        if (answered.compareAndSet(false, true)) {
            talk.slot().ifPresent(slot -> gateway.switchboard()
                    .answered(slot, talk.generation(), key, data.clone(), false));
            talk.answered();
        }
    }
}
