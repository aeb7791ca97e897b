package io.fairlead.gateway.testing;

import io.fairlead.gateway.api.ClassifierFactory;
import io.fairlead.gateway.api.CodecFactory;
import io.fairlead.gateway.api.SessionProgram;
import io.fairlead.gateway.codecs.DelimiterFactory;
import io.fairlead.gateway.codecs.LengthFactory;
import io.fairlead.gateway.codecs.RulesFactory;
import io.fairlead.gateway.settings.Framings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The built-in framings, without a framework. */
public final class BuiltIn implements Framings {
    private final Map<String, SessionProgram> programs = new ConcurrentHashMap<>();

    @Override
    public Optional<CodecFactory> codec(String name) {
        return switch (name) {
            case "length" -> Optional.of(new LengthFactory());
            case "delimiter" -> Optional.of(new DelimiterFactory());
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<ClassifierFactory> classifier(String name) {
        return name.equals("rules") ? Optional.of(new RulesFactory()) : Optional.empty();
    }

    @Override
    public Optional<SessionProgram> session(String name) {
        return Optional.ofNullable(programs.get(name));
    }

    /** Adds a session program, or puts another in its place. */
    public void put(String name, SessionProgram program) {
        programs.put(name, program);
    }

    @Override
    public Set<String> framings() {
        return Set.of("delimiter", "length");
    }
}
