package io.fairlead.imu.stream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes random reply values with a taste for what is awkward on the wire. */
final class RandomValues {
    private static final List<String> AWKWARD = List.of(
            "\"",
            "\\",
            "/",
            "\n",
            "\t",
            "\r\n",
            "\r",
            ",",
            " : ",
            "\\u0041",
            "\f",
            "\b",
            "\u0001",
            "é",
            "中",
            "\uD83D\uDE00",
            "\uD83D",
            "\uDE00",
            "}",
            "x",
            "*9",
            "\u007F",
            "\u0000",
            "\uFFFF",
            "\u0080");

    private final Random random;

    RandomValues(Random random) {
        this.random = random;
    }

    Map<String, Object> object(int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        int members = random.nextInt(5);
        for (int i = 0; i < members; i++) {
            object.put(text(), value(depth - 1));
        }
        return object;
    }

    private Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0, 1 -> text();
            case 2 -> random.nextLong();
            case 3 -> Double.longBitsToDouble(random.nextLong());
            case 4 -> random.nextBoolean();
            case 5 -> (random.nextBoolean() ? "x" : "é").repeat(random.nextInt(9000));
            case 6 -> object(depth);
            default -> list(depth);
        };
    }

    private List<Object> list(int depth) {
        List<Object> list = new ArrayList<>();
        int elements = random.nextInt(5);
        for (int i = 0; i < elements; i++) {
            list.add(value(depth - 1));
        }
        return list;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int words = random.nextInt(9);
        for (int i = 0; i < words; i++) {
            text.append(
                    random.nextInt(3) > 0
                            ? AWKWARD.get(random.nextInt(AWKWARD.size()))
                            : Character.toString(random.nextInt(0x10000)));
        }
        return text.toString();
    }
}
