package io.fairlead.service;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** An asynchronous call; the equal of the descriptor that {@code tpacall} gives. */
@ProviderType
public interface PendingCall {
    /**
     * Returns the reply to come; exceptionally, a {@link ServiceException}: TPETIME when BLOCKTIME is over, TPEBADDESC
     * when it was cancelled. Its dependants run on the thread that answers and must not block.
     */
    CompletionStage<Reply> reply();

    /**
     * Waits for the reply ({@code tpgetrply}). After TPETIME the call is still valid and may be waited for again, until
     * BLOCKTIME is over.
     *
     * @param time how long
     * @return the reply
     * @throws ServiceException TPETIME where there is none yet, or what the call ended with
     */
    Reply await(Duration time) throws ServiceException, InterruptedException;

    /** Ends the call; a later reply is dropped ({@code tpcancel}). No effect on one that has ended. */
    void cancel();
}
