package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Classifier;
import io.fairlead.gateway.api.ClassifierFactory;
import io.fairlead.platform.settings.SettingsReader;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** Reads {@code classifier = rules} and its words, see {@link RulesClassifier}. */
@Component(property = ClassifierFactory.NAME + "=rules")
public final class RulesFactory implements ClassifierFactory {
    private static final String NOT_A_CONDITION = "is no condition on a message";
    private static final String NOT_A_PART = "is no part of a message";
    private static final List<String> ERROR_VALUES = List.of("code", "name", "service", "message", "key");

    private enum Answer {
        AS_IS,
        MARK
    }

    @Override
    public Classifier classifier(SettingsReader in, String prefix) {
        Words words = new Words(in, prefix);
        Optional<Condition> reply = condition(words, "reply");
        Optional<Part> key = part(words, "key");
        FreshKeys fresh = words.choice("fresh-key", FreshKeys.NO);
        if (fresh != FreshKeys.NO && !(key.orElse(null) instanceof BytesPart)) {
            words.refuse(
                    "fresh-key", "needs a key at a fixed place", "set " + words.key("key") + " = bytes INDEX LENGTH");
        }
        boolean mark = words.choice("answer", Answer.AS_IS) == Answer.MARK;
        if (mark && !reply.map(Condition::marks).orElse(false)) {
            words.refuse(
                    "answer",
                    "needs a rule for replies that can be written",
                    "set " + words.key("reply") + " to bits, bytes or a digit");
        }
        byte[] sent = words.bytes("heartbeat-send");
        return new RulesClassifier(
                reply,
                condition(words, "one-way").orElse(Condition.NEVER),
                condition(words, "heartbeat").orElse(Condition.NEVER),
                key,
                service(words),
                fresh,
                mark,
                sent.length == 0
                        ? Optional.empty()
                        : Optional.of(ByteBuffer.wrap(sent).asReadOnlyBuffer()),
                template(words, "heartbeat-answer", List.of()),
                template(words, "error", ERROR_VALUES));
    }

    private static Optional<Condition> condition(Words words, String word) {
        return words.in()
                .value(
                        words.key(word),
                        Optional.empty(),
                        text -> Optional.of(RuleWords.condition(text)),
                        NOT_A_CONDITION,
                        RuleWords.CONDITIONS);
    }

    private static Optional<Part> part(Words words, String word) {
        return words.in()
                .value(
                        words.key(word),
                        Optional.empty(),
                        text -> Optional.of(RuleWords.part(text)),
                        NOT_A_PART,
                        RuleWords.PARTS);
    }

    private static Optional<ServiceNames> service(Words words) {
        Map<String, String> map = new HashMap<>();
        for (String pair : words.in().list(words.key("service-map"))) {
            int colon = pair.lastIndexOf(':');
            if (colon < 1 || colon == pair.length() - 1) {
                words.refuse("service-map", pair + " is no pair", "write pairs such as 0200:PAYMENT, *:OTHER");
            } else {
                map.put(
                        pair.substring(0, colon).strip(),
                        pair.substring(colon + 1).strip());
            }
        }
        String pattern = words.in().text(words.key("service-name"), "");
        Optional<Part> part = part(words, "service");
        if (part.isEmpty() && !(map.isEmpty() && pattern.isEmpty())) {
            words.refuse("service", "is missing beside its map or name", RuleWords.PARTS);
        }
        return part.map(
                where -> new ServiceNames(where, Map.copyOf(map), map.isEmpty() && pattern.isEmpty() ? "{}" : pattern));
    }

    private static Optional<Template> template(Words words, String word, List<String> names) {
        return words.in()
                .value(
                        words.key(word),
                        Optional.empty(),
                        text -> Optional.of(Template.parse(text, names)),
                        "is no template",
                        Bytes.CURE + ", with {request INDEX LENGTH}"
                                + (names.isEmpty() ? "" : ", {" + String.join("}, {", names) + "}")
                                + " where they belong");
    }
}
