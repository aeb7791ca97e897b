package io.fairlead.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.fairlead.platform.health.Finding;
import io.fairlead.platform.health.Parts.Report;
import io.fairlead.platform.health.Status;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the parts say, as JSON. */
final class HealthJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private HealthJson() {}

    static String text(Status worst, List<Report> reports) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("status", word(worst));
            json.writeArrayFieldStart("parts");
            for (Report report : reports) {
                write(json, report);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes everything", e);
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, Report report) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", report.name());
        json.writeStringField("status", word(report.status()));
        json.writeArrayFieldStart("findings");
        for (Finding finding : report.findings()) {
            json.writeStartObject();
            json.writeStringField("topic", finding.topic());
            json.writeStringField("status", word(finding.status()));
            json.writeStringField("message", finding.message());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("endpoints");
        for (Map.Entry<String, String> endpoint : report.endpoints().entrySet()) {
            json.writeStringField(endpoint.getKey(), endpoint.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String word(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
