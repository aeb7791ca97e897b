package io.fairlead.rmif.api;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes messages of remotes. A whiteboard service: whoever has one registers it with the service property {@value #NAME}.
 * Called on RMIF's own thread; must not block.
 */
@ConsumerType
@FunctionalInterface
public interface MessageHandler {
    /** Service property: the messages' names (MSGNAME), without regard to case; text or an array. */
    String NAME = "rmif.message";

    /**
     * Takes a message.
     *
     * @param name its name
     * @param table its values; keys in upper case
     * @param remote who sent it: the remote's id
     * @return what is sent back under the same name; nothing for no answer
     * @throws RefusedException where it is refused
     */
    Optional<Map<String, String>> message(String name, Map<String, String> table, String remote)
            throws RefusedException;
}
