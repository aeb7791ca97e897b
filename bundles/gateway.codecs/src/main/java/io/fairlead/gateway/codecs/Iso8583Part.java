package io.fairlead.gateway.codecs;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A field of an ISO 8583 message (edition of 1987), found by the bitmap; field 0 is the message type.
 *
 * @param number the field, 0 to 48
 * @param packed digits are packed two a byte and the bitmap is binary; else digits are ASCII and the bitmap hexadecimal
 */
record Iso8583Part(int number, boolean packed) implements Part {
    /** The last field that can be asked for. */
    static final int LAST = 48;

    /** Fields 2 to 48: n digits, z track 2 codes, a text; LL and LLL stand for a length of two and of three digits. */
    private static final List<String> FIELDS = List.of(
            ("nLL n6 n12 n12 n12 n10 n8 n8 n8 n6 n6 n4 n4 n4 n4 n4 n4 n3 n3 n3 n3 n3 n3 n2 n2 n1 x9 x9 x9 x9 nLL nLL "
                            + "aLL nLL aLLL a12 a6 a2 a3 a8 a15 a40 aLL aLL aLLL aLLL aLLL")
                    .split(" "));

    private static final int MTI_DIGITS = 4;
    private static final int BITMAP_BYTES = 8;
    private static final int HEX = 16;

    @Override
    public Optional<String> of(ByteBuffer message, Condition reply) {
        if (number == 0) {
            return new BytesPart(0, digits(MTI_DIGITS)).of(message, reply);
        }
        if (message.remaining() < digits(MTI_DIGITS) + bitmap() || !has(message, number)) {
            return Optional.empty();
        }
        int index = digits(MTI_DIGITS) + bitmap() * (has(message, 1) ? 2 : 1);
        for (int field = 2; field < number; field++) {
            if (has(message, field)) {
                index = body(index, field) + length(message, index, field);
            }
            if (index > message.remaining()) {
                return Optional.empty();
            }
        }
        int body = body(index, number);
        int length = length(message, index, number);
        return body + length > message.remaining() ? Optional.empty() : new BytesPart(body, length).of(message, reply);
    }

    /** Returns where a field's content begins: behind its length, where it has one. */
    private int body(int index, int field) {
        return index + digits(lengthDigits(field));
    }

    /** Returns the bytes of a field's content; more than the message has where it is cut short or has no digits. */
    private int length(ByteBuffer message, int index, int field) {
        String form = FIELDS.get(field - 2);
        int size = lengthDigits(field);
        int count = size == 0 ? Integer.parseInt(form.substring(1)) : number(message, index, digits(size));
        return switch (form.charAt(0)) {
            case 'n' -> digits(count);
            case 'x' -> 1 + digits(count - 1);
            default -> count;
        };
    }

    private static int lengthDigits(int field) {
        String form = FIELDS.get(field - 2);
        return form.indexOf('L') < 0 ? 0 : form.length() - 1;
    }

    private int number(ByteBuffer message, int index, int bytes) {
        int number = 0;
        for (int i = 0; i < bytes; i++) {
            if (index + i >= message.remaining()) {
                return message.remaining() + 1;
            }
            int digit = (packed ? LengthEncoding.BCD : LengthEncoding.ASCII).digit(Condition.at(message, index + i));
            if (digit < 0) {
                return message.remaining() + 1;
            }
            number = number * (packed ? 100 : 10) + digit;
        }
        return number;
    }

    private boolean has(ByteBuffer message, int field) {
        int bit = field - 1;
        int at = digits(MTI_DIGITS);
        if (packed) {
            return (Condition.at(message, at + bit / 8) & (0x80 >> bit % 8)) != 0;
        }
        return (Character.digit((char) Condition.at(message, at + bit / 4), HEX) & (0x8 >> bit % 4)) != 0;
    }

    private int bitmap() {
        return packed ? BITMAP_BYTES : 2 * BITMAP_BYTES;
    }

    private int digits(int count) {
        return packed ? (count + 1) / 2 : count;
    }
}
