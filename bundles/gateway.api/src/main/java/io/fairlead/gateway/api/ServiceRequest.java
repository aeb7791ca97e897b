package io.fairlead.gateway.api;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** A service wants something of the peer. Answered once, by any thread; a request without an answer times out. */
@ProviderType
public interface ServiceRequest {
    /** Returns the gateway's service name that was called. */
    String service();

    /** Returns the bytes for the peer. */
    byte[] data();

    /** Returns how long the caller still waits; zero or less when it is too late. */
    Duration timeLeft();

    /** Returns false where the caller waits for no reply. */
    boolean wantsReply();

    /** Answers, as {@code tcpgw_tpreply}; has no effect where the caller has gone. */
    void reply(byte[] data);

    /**
     * Fails the call; has no effect where the caller has gone.
     *
     * @param reason one sentence; the caller sees {@code TPESVCFAIL}
     * @param data what the caller gets with the error
     */
    void fail(String reason, byte[] data);
}
