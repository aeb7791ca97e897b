package io.fairlead.gateway.codecs;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a pattern finds: its first group, or all of it where it has none.
 *
 * @param pattern is searched in the message's text
 */
record TextPart(Pattern pattern) implements Part {
    @Override
    public Optional<String> of(ByteBuffer message, Condition reply) {
        Matcher found = pattern.matcher(Text.of(message));
        return found.find() ? Optional.ofNullable(found.group(Math.min(1, found.groupCount()))) : Optional.empty();
    }
}
