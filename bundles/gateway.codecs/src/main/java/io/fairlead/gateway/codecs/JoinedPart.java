package io.fairlead.gateway.codecs;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Several parts, one after the other.
 *
 * @param parts all of them must be there
 */
record JoinedPart(List<Part> parts) implements Part {
    @Override
    public Optional<String> of(ByteBuffer message, Condition reply) {
        StringBuilder joined = new StringBuilder();
        for (Part part : parts) {
            Optional<String> one = part.of(message, reply);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            joined.append(joined.isEmpty() ? "" : "|").append(one.get());
        }
        return Optional.of(joined.toString());
    }
}
