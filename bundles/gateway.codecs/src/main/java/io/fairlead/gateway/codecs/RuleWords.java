package io.fairlead.gateway.codecs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How settings write conditions and parts of messages. */
final class RuleWords {
    /** What to write for a condition, for messages. */
    static final String CONDITIONS = "write one of: bits INDEX MASK, bytes INDEX = VALUE VALUE …, digit INDEX odd,"
            + " high-digit INDEX odd, text PATTERN";
    /** What to write for a part, for messages. */
    static final String PARTS = "write one of: bytes INDEX LENGTH, field NUMBER SEPARATOR, iso8583 FIELD,"
            + " iso8583-packed FIELD, text PATTERN; several with ' + ' between";

    private static final int LARGEST = 1 << 16;
    private static final Pattern BITS = Pattern.compile("bits\\s+(\\d{1,6})\\s+(0[xX]\\p{XDigit}+)");
    private static final Pattern BYTES_ARE = Pattern.compile("bytes\\s+(\\d{1,6})\\s*=\\s*(\\S.*)");
    private static final Pattern DIGIT = Pattern.compile("(high-)?digit\\s+(\\d{1,6})\\s+odd");
    private static final Pattern TEXT = Pattern.compile("text\\s+(\\S.*)", Pattern.DOTALL);
    private static final Pattern BYTES = Pattern.compile("bytes\\s+(\\d{1,6})\\s+(\\d{1,6})");
    private static final Pattern FIELD = Pattern.compile("field\\s+(\\d{1,6})\\s+(\\S.*)");
    private static final Pattern ISO8583 = Pattern.compile("iso8583(-packed)?\\s+(\\d{1,3})");

    private RuleWords() {}

    /**
     * Reads a condition.
     *
     * @throws IllegalArgumentException where it is not written as {@link #CONDITIONS} has it
     */
    static Condition condition(String text) {
        Matcher bits = BITS.matcher(text);
        if (bits.matches()) {
            return new BitsCondition(index(bits.group(1)), ByteBuffer.wrap(Bytes.parse(bits.group(2))));
        }
        Matcher bytes = BYTES_ARE.matcher(text);
        if (bytes.matches()) {
            List<ByteBuffer> values = Arrays.stream(bytes.group(2).split("\\s+(?=(?:[^']*'[^']*')*[^']*$)", -1))
                    .map(value -> ByteBuffer.wrap(Bytes.parse(value)))
                    .toList();
            return new BytesCondition(index(bytes.group(1)), values);
        }
        Matcher digit = DIGIT.matcher(text);
        if (digit.matches()) {
            return new DigitCondition(index(digit.group(2)), digit.group(1) != null);
        }
        return Text.found(pattern(text));
    }

    /**
     * Reads a part.
     *
     * @throws IllegalArgumentException where it is not written as {@link #PARTS} has it
     */
    static Part part(String text) {
        List<Part> parts = new ArrayList<>();
        for (String one : text.split(" \\+ ", -1)) {
            parts.add(single(one.strip()));
        }
        return parts.size() == 1 ? parts.get(0) : new JoinedPart(List.copyOf(parts));
    }

    private static Part single(String text) {
        Matcher bytes = BYTES.matcher(text);
        if (bytes.matches() && Integer.parseInt(bytes.group(2)) > 0) {
            return new BytesPart(index(bytes.group(1)), index(bytes.group(2)));
        }
        Matcher field = FIELD.matcher(text);
        if (field.matches() && Integer.parseInt(field.group(1)) > 0) {
            return new FieldPart(index(field.group(1)), ByteBuffer.wrap(Bytes.parse(field.group(2))));
        }
        Matcher iso = ISO8583.matcher(text);
        if (iso.matches()) {
            int number = Integer.parseInt(iso.group(2));
            if (number == 1 || number > Iso8583Part.LAST) {
                throw new IllegalArgumentException(text);
            }
            return new Iso8583Part(number, iso.group(1) != null);
        }
        return new TextPart(pattern(text));
    }

    private static Pattern pattern(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return Pattern.compile(matcher.group(1), Pattern.DOTALL);
    }

    private static int index(String digits) {
        int index = Integer.parseInt(digits);
        if (index > LARGEST) {
            throw new IllegalArgumentException(digits);
        }
        return index;
    }
}
