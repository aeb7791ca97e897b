package io.fairlead.catalogue.jdbc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as maps, lists, strings and null; numbers and truth values are the text that stands in the document. Depth and
 * length are bounded by the parser.
 */
final class Json {
    /** The most characters of one document or line. */
    static final int LONGEST = 16 << 20;

    private static final int DEEPEST = 16;

    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST)
                    .maxDocumentLength(LONGEST)
                    .build())
            .build();

    /**
     * Reads one object.
     *
     * @throws IOException with a sentence, where the text is not one JSON object
     */
    Map<String, @Nullable Object> object(String text) throws IOException {
        try (JsonParser parser = factory.createParser(text)) {
            parser.nextToken();
            if (!(value(parser) instanceof Map<?, ?> map)) {
                throw new IOException("it is not a JSON object");
            }
            if (parser.nextToken() != null) {
                throw new IOException("there is more behind the JSON object");
            }
            @SuppressWarnings("unchecked")
            Map<String, @Nullable Object> object = (Map<String, @Nullable Object>) map;
            return object;
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                map.put(name, value(parser));
            }
            return map;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(parser));
            }
            return list;
        }
        return token == JsonToken.VALUE_NULL || token == null ? null : parser.getText();
    }
}
