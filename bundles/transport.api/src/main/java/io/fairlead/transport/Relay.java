package io.fairlead.transport;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** Two connections that are joined. */
@ProviderType
public interface Relay {
    /**
     * How a relay ended.
     *
     * @param bytesFromOne bytes that the first sent and the other was given
     * @param bytesFromOther bytes the other way
     */
    record Outcome(long bytesFromOne, long bytesFromOther) {}

    /** Ends the relay and closes both connections. */
    void close();

    /** Returns what completes when both directions have ended. */
    CompletionStage<Outcome> ended();
}
