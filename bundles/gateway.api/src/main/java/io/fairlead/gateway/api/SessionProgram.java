package io.fairlead.gateway.api;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Owns the conversation with one peer, from its first byte to its last: the equal of {@code user_thrmain}. A whiteboard
 * service: whoever has one registers it with the property {@value #NAME}.
 *
 * <p>One object serves many conversations at once, each on a thread of its own, so it keeps what it knows of one in
 * local variables.
 */
@ConsumerType
@FunctionalInterface
public interface SessionProgram {
    /**
     * Service property: the program's name in settings; a string, or an array of strings. Of several with one name, the
     * highest ranking is run.
     */
    String NAME = "gateway.session";

    /**
     * Converses. The connection is closed when this returns, except with {@link Ending#moved}.
     *
     * @param conversation the peer on the one side, services on the other
     * @return how it ended; an abnormal end is logged
     * @throws IOException where the connection is gone; an abnormal end unless the peer closed it between messages
     * @throws InterruptedException where the gateway cannot wait any longer; the connection is closed
     */
    Ending run(Conversation conversation) throws IOException, InterruptedException;
}
