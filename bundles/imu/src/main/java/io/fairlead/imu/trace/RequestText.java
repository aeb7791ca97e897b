package io.fairlead.imu.trace;

import io.fairlead.imu.stream.Binary;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Shows a request in one line: files by their size, and no password. */
public final class RequestText {
    private static final String PASSWORD = "password";

    private RequestText() {}

    /** Returns the text of a value of a request. */
    public static String of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            StringJoiner members = new StringJoiner(", ", "{", "}");
            map.forEach((name, member) ->
                    members.add(name + ": " + (PASSWORD.equals(name) && member != null ? "***" : of(member))));
            return members.toString();
        } else if (value instanceof List<?> list) {
            StringJoiner elements = new StringJoiner(", ", "[", "]");
            list.forEach(element -> elements.add(of(element)));
            return elements.toString();
        } else if (value instanceof Binary binary) {
            return "*" + binary.length();
        }
        return value instanceof String text ? '"' + text + '"' : String.valueOf(value);
    }
}
