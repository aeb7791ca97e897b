package io.fairlead.rmif;

import io.fairlead.rmif.api.MessageHandler;
import io.fairlead.rmif.api.Pipe;
import io.fairlead.rmif.api.Property;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What remotes may ask for: properties, pipes and message handlers by their names, without regard to case. */
final class Exports {
    private final Sums sums = new Sums();
    private final Map<String, Property> properties = new ConcurrentHashMap<>();
    private final Map<String, Pipe> pipes = new ConcurrentHashMap<>();
    private final Map<String, MessageHandler> handlers = new ConcurrentHashMap<>();

    /** Returns the platform's figures, which can be read as well although they are not listed. */
    Sums sums() {
        return sums;
    }

    void add(Property property, String name) {
        properties.put(upper(name), property);
    }

    void remove(Property property) {
        properties.values().remove(property);
    }

    void add(Pipe pipe, String name) {
        pipes.put(upper(name), pipe);
    }

    void remove(Pipe pipe) {
        pipes.values().remove(pipe);
    }

    void add(MessageHandler handler, String name) {
        handlers.put(upper(name), handler);
    }

    void remove(MessageHandler handler) {
        handlers.values().removeIf(each -> each == handler);
    }

    Optional<Property> property(String name) {
        return Optional.ofNullable(properties.get(upper(name))).or(() -> sums.property(name));
    }

    Optional<Pipe> pipe(String name) {
        return Optional.ofNullable(pipes.get(upper(name)));
    }

    Optional<MessageHandler> handler(String name) {
        return Optional.ofNullable(handlers.get(upper(name)));
    }

    /** Returns all properties' and pipes' names, and {@code q:} with those of messages, sorted, with bars between. */
    String names() {
        return Stream.of(
                        properties.keySet().stream(),
                        pipes.keySet().stream(),
                        handlers.keySet().stream().map(name -> "Q:" + name))
                .flatMap(each -> each)
                .sorted()
                .collect(Collectors.joining("|"));
    }

    Stream<String> propertyNames() {
        return properties.keySet().stream().sorted();
    }

    Stream<String> pipeNames() {
        return pipes.keySet().stream().sorted();
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
