package io.fairlead.imu.dialect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Writes requests as one client does. */
final class RequestWriter {
    private final Dialect dialect;
    private final Random order;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    RequestWriter(Dialect dialect, Random order) {
        this.dialect = dialect;
        this.order = order;
    }

    byte[] write(Map<String, Object> request) {
        value(request, 0);
        text("\r\n");
        return out.toByteArray();
    }

    private void value(Object value, int depth) {
        if (value instanceof Map<?, ?> map && map.isEmpty() && dialect == Dialect.PHP) {
            list(List.of(), depth);
        } else if (value instanceof Map<?, ?> map) {
            object(map, depth);
        } else if (value instanceof List<?> list) {
            list(list, depth);
        } else if (value instanceof byte[] file) {
            text("*" + file.length + "\r\n");
            out.writeBytes(file);
        } else if (value instanceof String string) {
            string(string);
        } else if (value instanceof Boolean flag && (dialect == Dialect.PERL || dialect == Dialect.NODE)) {
            text(flag ? "1" : "0");
        } else if (value instanceof Double number && (dialect == Dialect.PHP || dialect == Dialect.PERL)) {
            text(String.format(Locale.ROOT, "%e", number));
        } else {
            text(String.valueOf(value));
        }
    }

    private void object(Map<?, ?> map, int depth) {
        List<Object> names = new ArrayList<>(map.keySet());
        if (dialect == Dialect.PERL || dialect == Dialect.JAVA) {
            Collections.shuffle(names, order);
        }
        text("{");
        for (int i = 0; i < names.size(); i++) {
            line(i, depth + 1);
            string(String.valueOf(names.get(i)));
            text(dialect == Dialect.NODE ? ":" : dialect == Dialect.PYTHON ? ": " : " : ");
            value(map.get(names.get(i)), depth + 1);
            comma(i, names.size());
        }
        end("}", depth);
    }

    private void list(List<?> list, int depth) {
        text("[");
        for (int i = 0; i < list.size(); i++) {
            line(i, depth + 1);
            value(list.get(i), depth + 1);
            comma(i, list.size());
        }
        end("]", depth);
    }

    private void line(int index, int depth) {
        switch (dialect.layout()) {
            case TABS -> text("\r\n" + "\t".repeat(depth));
            case SPACES -> text("\n" + " ".repeat(8 * depth));
            case BARE -> text("\r\n" + (index == 0 ? "" : ","));
        }
    }

    private void comma(int index, int size) {
        if (dialect.layout() != Dialect.Layout.BARE && index < size - 1) {
            text(",");
        }
    }

    private void end(String bracket, int depth) {
        switch (dialect.layout()) {
            case TABS -> text("\r\n" + "\t".repeat(depth) + bracket);
            case SPACES -> text("\n" + " ".repeat(8 * depth) + bracket);
            case BARE -> text("\r\n" + bracket);
        }
    }

    private void string(String string) {
        StringBuilder escaped = new StringBuilder("\"");
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c == '\n' && (dialect == Dialect.NODE || dialect == Dialect.PYTHON)) {
                escaped.append("\\n");
            } else if (c > 126 && dialect == Dialect.PYTHON) {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else if (Character.isSurrogate(c) && dialect == Dialect.JAVA) {
                escaped.append('?');
            } else {
                escaped.append(c);
            }
        }
        text(escaped.append('"').toString());
    }

    private void text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
