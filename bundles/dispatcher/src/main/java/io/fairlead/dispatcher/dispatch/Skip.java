package io.fairlead.dispatcher.dispatch;

import io.fairlead.dispatcher.descriptor.Descriptor;
import io.fairlead.dispatcher.descriptor.DescriptorException;
import io.fairlead.dispatcher.descriptor.DescriptorReader;
import io.fairlead.dispatcher.descriptor.ServerType;

/**
 * A server that the client does not want to see again, or is about to use.
 *
 * @param service the name before the descriptor, as in wildcard and reverse look-ups; empty: none
 * @param descriptor the server
 */
public record Skip(String service, Descriptor descriptor) {
    static Skip read(String text) throws DescriptorException {
        String[] words = text.strip().split("\\s+", 2);
        boolean named = words.length == 2 && ServerType.of(words[0]).isEmpty();
        return new Skip(named ? words[0] : "", DescriptorReader.read(named ? words[1] : text));
    }

    /**
     * Returns whether it means a server as it would be shown. A skipped FIREWALL entry stands for every server of its
     * original type, unless there is another way to them.
     */
    boolean covers(String name, Descriptor shown, Ways ways) {
        if (!service.isEmpty() && !service.equalsIgnoreCase(name)) {
            return false;
        }
        return descriptor.sameServer(shown)
                || (!ways.fallback()
                        && descriptor.type() == ServerType.FIREWALL
                        && descriptor.originalType() == shown.originalType()
                        && descriptor.originalType() != ServerType.FIREWALL);
    }

    /** Returns whether it means a server of the registry, whatever it was shown as. */
    public boolean means(String name, Descriptor registered) {
        return (service.isEmpty() || service.equalsIgnoreCase(name))
                && (descriptor.sameServer(registered) || descriptor.sameServer(registered.behindFirewall()));
    }
}
