package io.fairlead.transport;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A protocol's hold on a group. {@link #update}, {@link #park} and {@link #close} wait for the event loops and must not
 * be called on one.
 */
@ProviderType
public interface Binding {
    /** The reason of a component's deactivation that means that its settings were deleted. */
    int CONFIGURATION_DELETED = 4;

    /** Returns the group. */
    Group group();

    /** Returns true while another protocol serves the group and a hand-over has not happened yet. */
    boolean staged();

    /**
     * Brings the group to new settings while it serves. A changed port opens the new listener first and then closes the
     * old one; connections stay. Limits and time-outs are taken up by open connections where the setting allows it.
     *
     * @param spec the same group, changed
     * @throws TransportException where a new endpoint cannot be opened; then nothing has changed
     */
    void update(GroupSpec spec);

    /**
     * Lets go and leaves everything open for the next protocol. Returns when no code of this protocol can run any more.
     * A binding that was handed over or is staged lets go at once.
     *
     * @param lease how long the group waits for its next protocol before it is closed
     */
    void park(Duration lease);

    /** Lets go and closes the group after the grace that editors need to write a file anew. */
    void close();

    /**
     * Lets go as a component's deactivation asks: the group is closed only where the settings were deleted, and parked
     * for everything else.
     *
     * @param reason the reason that Declarative Services gave
     */
    default void deactivate(int reason) {
        if (reason == CONFIGURATION_DELETED) {
            close();
        } else {
            park(Duration.ofMinutes(10));
        }
    }
}
