package io.fairlead.midas;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An extended keyword.
 *
 * @param tag its name
 * @param type the type letter of its value; A is text
 * @param value its bytes, in the header's order
 */
public record Keyword(String tag, char type, ByteBuffer value) {
    private static final int HEAD = 8;
    private static final int MOST_TAG = 127;

    /** Returns a keyword of text. */
    public static Keyword text(String tag, String text) {
        return new Keyword(tag, 'A', ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Returns the value as text. */
    public String text() {
        return StandardCharsets.ISO_8859_1.decode(value.duplicate()).toString();
    }

    /**
     * Reads an extended header.
     *
     * @param block all of it; what lies behind the last keyword may be zeros
     * @param order the header's order
     * @return the keywords, in order
     * @throws BlueException where an entry is longer or shorter than may be
     */
    public static List<Keyword> read(ByteBuffer block, ByteOrder order) throws BlueException {
        List<Keyword> keywords = new ArrayList<>();
        ByteBuffer in = block.slice().order(order);
        while (in.remaining() >= HEAD) {
            int at = in.position();
            int length = in.getInt();
            if (length == 0) {
                break;
            }
            int extra = in.getShort();
            int tagLength = in.get() & 0xFF;
            char type = (char) (in.get() & 0xFF);
            if (length < HEAD || length > in.limit() - at || extra < HEAD + tagLength || extra > length) {
                throw new BlueException("The extended keyword at byte " + at + " has a length of " + length + " and "
                        + extra + " bytes beside its value; " + (in.limit() - at) + " bytes are left.");
            }
            ByteBuffer value = in.slice(at + HEAD, length - extra).order(order);
            byte[] tag = new byte[tagLength];
            in.get(at + HEAD + length - extra, tag);
            keywords.add(new Keyword(new String(tag, StandardCharsets.ISO_8859_1), type, value));
            in.position(at + length);
        }
        return keywords;
    }

    /**
     * Writes an extended header.
     *
     * @param keywords the keywords
     * @param order the header's order
     * @return its bytes
     * @throws BlueException where a tag is longer than 127 characters
     */
    public static ByteBuffer write(List<Keyword> keywords, ByteOrder order) throws BlueException {
        int size = 0;
        for (Keyword each : keywords) {
            if (each.tag.length() > MOST_TAG) {
                throw new BlueException("The keyword " + each.tag + " has a name of more than 127 characters.");
            }
            size += each.length();
        }
        ByteBuffer out = ByteBuffer.allocate(size).order(order);
        for (Keyword each : keywords) {
            int at = out.position();
            int length = each.length();
            out.putInt(length).putShort((short) (length - each.value.remaining()));
            out.put((byte) each.tag.length()).put((byte) each.type);
            out.put(each.value.duplicate()).put(each.tag.getBytes(StandardCharsets.ISO_8859_1));
            out.position(at + length);
        }
        return out.flip();
    }

    /** Returns the bytes of the whole entry: a multiple of 8. */
    private int length() {
        return (HEAD + value.remaining() + tag.length() + HEAD - 1) / HEAD * HEAD;
    }
}
