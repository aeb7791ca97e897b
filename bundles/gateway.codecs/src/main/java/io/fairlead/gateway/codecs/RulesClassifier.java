package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Classified;
import io.fairlead.gateway.api.Classified.Kind;
import io.fairlead.gateway.api.Classifier;
import io.fairlead.gateway.api.Failure;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * Says what a message is by rules of the settings.
 *
 * @param reply what makes a message a reply; nothing where there is no such rule
 * @param oneWay what makes a request want no reply
 * @param signOfLife what makes a message a sign of life
 * @param key what a request and its reply have in common
 * @param service what names the service of a request
 * @param freshKeys the gateway's own keys
 * @param markAnswers a service's answer gets the request's key and what makes it a reply
 * @param sent what is sent as a sign of life
 * @param answer what a sign of life is answered by
 * @param error what a failed request is answered by
 */
record RulesClassifier(
        Optional<Condition> reply,
        Condition oneWay,
        Condition signOfLife,
        Optional<Part> key,
        Optional<ServiceNames> service,
        FreshKeys freshKeys,
        boolean markAnswers,
        Optional<ByteBuffer> sent,
        Optional<Template> answer,
        Optional<Template> error)
        implements Classifier {
    @Override
    public boolean tellsReplies() {
        return reply.isPresent();
    }

    @Override
    public boolean correlates() {
        return key.isPresent();
    }

    @Override
    public Classified classify(ByteBuffer message) {
        if (signOfLife.test(message)) {
            return new Classified(
                    Kind.HEARTBEAT,
                    Optional.empty(),
                    Optional.empty(),
                    answer.map(template -> template.fill(message, Map.of())));
        }
        Optional<String> its = key.flatMap(part -> part.of(message, mark()));
        if (reply.isPresent() && reply.get().test(message)) {
            boolean told = key.isEmpty() || its.isPresent();
            return new Classified(told ? Kind.REPLY : Kind.UNKNOWN, its, Optional.empty(), Optional.empty());
        }
        return new Classified(
                oneWay.test(message) ? Kind.ONE_WAY : Kind.REQUEST,
                its,
                service.flatMap(names -> names.of(message)),
                Optional.empty());
    }

    @Override
    public Optional<ByteBuffer> heartbeat() {
        return sent.map(ByteBuffer::duplicate);
    }

    @Override
    public ByteBuffer reply(ByteBuffer request, ByteBuffer given) {
        if (!markAnswers) {
            return given;
        }
        ByteBuffer marked = copy(given);
        if (key.isPresent() && key.get() instanceof BytesPart place) {
            place.of(request, Condition.NEVER).ifPresent(its -> place.write(marked, its));
        }
        mark().mark(marked);
        return marked;
    }

    @Override
    public Optional<ByteBuffer> errorReply(ByteBuffer request, Failure failure) {
        return error.map(template -> template.fill(
                request,
                Map.of(
                        "code",
                        String.valueOf(failure.code()),
                        "name",
                        failure.name(),
                        "service",
                        failure.service(),
                        "message",
                        failure.message(),
                        "key",
                        key.flatMap(part -> part.of(request, mark())).orElse(""))));
    }

    @Override
    public Optional<String> freshKey(long sequence) {
        return key.isPresent() && key.get() instanceof BytesPart place
                ? freshKeys.key(sequence, place.length())
                : Optional.empty();
    }

    @Override
    public ByteBuffer withKey(ByteBuffer message, String other) {
        ByteBuffer changed = copy(message);
        if (key.isPresent() && key.get() instanceof BytesPart place) {
            place.write(changed, other);
        }
        return changed;
    }

    private Condition mark() {
        return reply.orElse(Condition.NEVER);
    }

    private static ByteBuffer copy(ByteBuffer message) {
        return ByteBuffer.allocate(message.remaining()).put(message.duplicate()).flip();
    }
}
