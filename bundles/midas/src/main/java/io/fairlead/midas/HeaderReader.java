package io.fairlead.midas;

import io.fairlead.midas.BlueHeader.Axis;
import io.fairlead.midas.BlueHeader.Component;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads header control blocks; nothing in one is believed before it is checked. */
public final class HeaderReader {
    private static final int MOST_KEYWORD_BYTES = 92;
    private static final int KEYWORDS_AT = 164;
    private static final int ADJUNCT_AT = 256;
    private static final int RECORD_COMPONENTS = 26;
    private static final int STATE_COMPONENTS = 14;
    private static final int BLOCK = 512;

    private HeaderReader() {}

    /**
     * Reads a header.
     *
     * @param block at least 512 bytes from its position on; left behind them
     * @param length the bytes of the whole file with what is detached from it, to check places against; a negative
     *     number where it is not known
     * @return the header
     * @throws BlueException where a field is wrong; the message names it
     */
    public static BlueHeader read(ByteBuffer block, long length) throws BlueException {
        if (block.remaining() < BlueHeader.BYTES) {
            throw new BlueException("The header has " + block.remaining() + " bytes; it needs 512.");
        }
        ByteBuffer in = block.slice(block.position(), BlueHeader.BYTES);
        block.position(block.position() + BlueHeader.BYTES);
        if (!text(in, 0, 4).equals("BLUE")) {
            throw new BlueException("The file begins with '" + text(in, 0, 4).replaceAll("[^ -~]", "?")
                    + "'; a BLUE file begins with 'BLUE'.");
        }
        ByteOrder headerOrder = order(in, 4, "head_rep");
        ByteOrder dataOrder = order(in, 8, "data_rep");
        in.order(headerOrder);
        int type = in.getInt(48);
        if (type < 1000 || type > 6999) {
            throw new BlueException("The type is " + type + "; types from 1000 to 6999 are known.");
        }
        boolean detached = in.getInt(12) != 0;
        Adjunct adjunct = adjunct(in, type / 1000);
        BlueHeader header = new BlueHeader(
                headerOrder,
                dataOrder,
                detached,
                type,
                type < 3000 ? Format.parse(text(in, 52, 2)) : lenient(text(in, 52, 2)),
                in.getDouble(56),
                in.getDouble(32),
                in.getDouble(40),
                in.getInt(24),
                in.getInt(28),
                keywords(in),
                adjunct.axes,
                adjunct.subsize,
                adjunct.recordLength,
                adjunct.components);
        check(header, length);
        return header;
    }

    private record Adjunct(List<Axis> axes, int subsize, int recordLength, List<Component> components) {}

    private static Adjunct adjunct(ByteBuffer in, int kind) throws BlueException {
        int at = ADJUNCT_AT;
        Axis first = new Axis(in.getDouble(at), in.getDouble(at + 8), in.getInt(at + 16));
        if (kind == 1) {
            return new Adjunct(List.of(first), 0, 0, List.of());
        }
        int subsize = in.getInt(at + 20);
        Axis second = new Axis(in.getDouble(at + 24), in.getDouble(at + 32), in.getInt(at + 40));
        if (kind == 2 || kind == 4) {
            int least = kind == 2 ? 1 : 0;
            if (subsize < least) {
                throw new BlueException("The subsize is " + subsize + "; it must be at least " + least + ".");
            }
            return new Adjunct(List.of(first, second), subsize, kind == 2 ? 0 : in.getInt(at + 44), List.of());
        }
        int recordLength = in.getInt(at + 44);
        int most = kind == 5 ? STATE_COMPONENTS : RECORD_COMPONENTS;
        if (subsize < 0 || (kind != 6 && subsize > most)) {
            throw new BlueException("There are " + subsize + " components; at most " + most + " may be.");
        }
        List<Component> components = new ArrayList<>();
        for (int i = 0; i < Math.min(subsize, most); i++) {
            int entry = at + 48 + i * 8;
            String name = text(in, entry, 4).strip();
            Format format = Format.parse(text(in, entry + 4, 2));
            components.add(
                    kind == 5
                            ? new Component(name, format, 0, in.get(entry + 6), in.get(entry + 7))
                            : new Component(name, format, in.getShort(entry + 6), 0, 0));
        }
        return new Adjunct(List.of(first, second), subsize, recordLength, components);
    }

    private static void check(BlueHeader header, long length) throws BlueException {
        place("data_start", header.dataStart(), false);
        place("data_size", header.dataSize(), header.format().type() == 'P');
        if (header.kind() >= 3 && header.kind() != 4 && header.recordLength() < 1) {
            throw new BlueException("The record length is " + header.recordLength() + "; it must be at least 1.");
        }
        if (header.extStart() < 0 || header.extSize() < 0) {
            throw new BlueException("The extended header begins at block " + header.extStart() + " with "
                    + header.extSize() + " bytes; neither may be negative.");
        }
        if (length < 0) {
            return;
        }
        long extEnd = (long) header.extStart() * BLOCK + header.extSize();
        if (header.extSize() > 0 && extEnd > length) {
            throw new BlueException(
                    "The extended header ends at byte " + extEnd + "; the file has " + length + " bytes.");
        }
        if (!header.detached() && header.dataStart() + header.dataSize() > length) {
            throw new BlueException("The data ends at byte " + (header.dataStart() + header.dataSize())
                    + "; the file has " + length + " bytes.");
        }
        double extAt = (double) header.extStart() * BLOCK;
        if (!header.detached()
                && header.extSize() > 0
                && header.dataSize() > 0
                && extAt < header.dataStart() + header.dataSize()
                && extEnd > header.dataStart()) {
            throw new BlueException("The extended header, at byte " + (long) extAt + ", lies within the data.");
        }
    }

    private static void place(String name, double value, boolean bits) throws BlueException {
        boolean whole = bits ? value * 8 == Math.rint(value * 8) : value == Math.rint(value);
        if (!(value >= 0 && value <= Long.MAX_VALUE / 16.0) || !whole) {
            throw new BlueException(name + " is " + value + "; it must be a whole number of bytes.");
        }
    }

    private static Map<String, String> keywords(ByteBuffer in) throws BlueException {
        int length = in.getInt(160);
        if (length < 0 || length > MOST_KEYWORD_BYTES) {
            throw new BlueException("The main keywords have " + length + " bytes; at most 92 may be.");
        }
        Map<String, String> keywords = new LinkedHashMap<>();
        for (String pair : text(in, KEYWORDS_AT, length).split("\0", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                keywords.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return keywords;
    }

    private static Format lenient(String text) {
        return new Format(text.charAt(0), text.charAt(1));
    }

    private static ByteOrder order(ByteBuffer in, int at, String field) throws BlueException {
        return switch (text(in, at, 4)) {
            case "IEEE" -> ByteOrder.BIG_ENDIAN;
            case "EEEI" -> ByteOrder.LITTLE_ENDIAN;
            default ->
                throw new BlueException(
                        field + " is '" + text(in, at, 4).replaceAll("[^ -~]", "?") + "'; IEEE and EEEI are known.");
        };
    }

    static String text(ByteBuffer in, int at, int length) {
        byte[] bytes = new byte[length];
        in.get(at, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
