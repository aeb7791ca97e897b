package io.fairlead.bridges;

import io.fairlead.platform.settings.SettingsReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of one database service.
 *
 * @param service {@code service}: its name
 * @param catalogue {@code catalogue}: on whose database the statement runs
 * @param sql {@code sql}: the statement
 * @param parameters {@code parameters}: its values, one for each question mark
 * @param separator {@code separator}: between fields and columns
 * @param charset {@code charset}: of messages whose charset is not known
 * @param timeout {@code timeout}: the longest that the statement may take
 * @param maxRows {@code max-rows}: rows of an answer
 * @param maxReply {@code max-reply}: bytes of the longest answer
 */
record StatementSettings(
        String service,
        String catalogue,
        String sql,
        List<Parameter> parameters,
        String separator,
        Charset charset,
        Duration timeout,
        int maxRows,
        int maxReply) {
    StatementSettings {
        parameters = List.copyOf(parameters);
    }

    static StatementSettings parse(SettingsReader in) {
        String sql = in.required("sql", "write one SQL statement, with a question mark for each value");
        List<Parameter> parameters = parameters(in);
        int marks = marks(sql);
        if (in.problems().isEmpty() && marks != parameters.size()) {
            in.refuse(
                    "parameters",
                    "gives " + parameters.size() + " values, and the statement has " + marks + " question marks",
                    "give one for each");
        }
        Duration timeout = in.duration("timeout", Duration.ofSeconds(15));
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0) {
            in.refuse("timeout", "is below a second", "write whole seconds, such as 15s");
        }
        return new StatementSettings(
                ServiceName.read(in),
                in.required("catalogue", "write a catalogue's name, such as museum"),
                sql,
                parameters,
                in.text("separator", "|"),
                in.value(
                        "charset",
                        StandardCharsets.UTF_8,
                        Charset::forName,
                        "is no charset",
                        "write one such as UTF-8"),
                timeout,
                in.integer("max-rows", 1000, 1, 100_000),
                (int) in.bytes("max-reply", 1 << 20, 1, 1 << 28));
    }

    private static List<Parameter> parameters(SettingsReader in) {
        List<Parameter> parameters = new ArrayList<>();
        for (String text : in.list("parameters")) {
            try {
                parameters.add(Parameter.parse(text));
            } catch (IllegalArgumentException notOne) {
                in.refuse("parameters", text + " is no value", Parameter.CURE);
            }
        }
        return parameters;
    }

    /** Counts the question marks that stand outside quotes. */
    private static int marks(String sql) {
        int marks = 0;
        char quote = 0;
        for (int i = 0; i < sql.length(); i++) {
            char one = sql.charAt(i);
            if (quote != 0) {
                quote = one == quote ? 0 : quote;
            } else if (one == '\'' || one == '"') {
                quote = one;
            } else if (one == '?') {
                marks++;
            }
        }
        return marks;
    }
}
