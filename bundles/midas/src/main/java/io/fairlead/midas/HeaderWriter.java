package io.fairlead.midas;

import io.fairlead.midas.BlueHeader.Axis;
import io.fairlead.midas.BlueHeader.Component;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes header control blocks. */
public final class HeaderWriter {
    private static final int MOST_KEYWORD_BYTES = 92;
    private static final int ADJUNCT_AT = 256;

    private HeaderWriter() {}

    /**
     * Writes a header.
     *
     * @return its 512 bytes
     * @throws BlueException where it has more keywords or components than fit
     */
    public static ByteBuffer write(BlueHeader header) throws BlueException {
        ByteBuffer out = ByteBuffer.allocate(BlueHeader.BYTES).order(header.headerOrder());
        text(out, 0, "BLUE", 4);
        text(out, 4, rep(header.headerOrder()), 4);
        text(out, 8, rep(header.dataOrder()), 4);
        out.putInt(12, header.detached() ? 1 : 0);
        out.putInt(24, header.extStart()).putInt(28, header.extSize());
        out.putDouble(32, header.dataStart()).putDouble(40, header.dataSize());
        out.putInt(48, header.type());
        text(out, 52, header.format().toString(), 2);
        out.putDouble(56, header.timecode());
        keywords(header, out);
        adjunct(header, out);
        return out;
    }

    private static void keywords(BlueHeader header, ByteBuffer out) throws BlueException {
        StringBuilder all = new StringBuilder();
        header.keywords()
                .forEach((key, value) ->
                        all.append(key).append('=').append(value).append('\0'));
        if (all.length() > MOST_KEYWORD_BYTES) {
            throw new BlueException("The main keywords take " + all.length()
                    + " bytes; at most 92 fit. Write the rest as extended keywords.");
        }
        out.putInt(160, all.length());
        text(out, 164, all.toString(), all.length());
    }

    private static void adjunct(BlueHeader header, ByteBuffer out) throws BlueException {
        int at = ADJUNCT_AT;
        Axis first = header.axes().get(0);
        out.putDouble(at, first.start()).putDouble(at + 8, first.delta()).putInt(at + 16, first.units());
        if (header.kind() == 1) {
            return;
        }
        Axis second = header.axes().get(1);
        out.putInt(at + 20, header.subsize());
        out.putDouble(at + 24, second.start())
                .putDouble(at + 32, second.delta())
                .putInt(at + 40, second.units());
        out.putInt(at + 44, header.recordLength());
        int most = header.kind() == 5 ? 14 : 26;
        if (header.components().size() > most) {
            throw new BlueException("There are " + header.components().size() + " components; at most " + most
                    + " fit a header of type " + header.type() + ".");
        }
        int entry = at + 48;
        for (Component component : header.components()) {
            text(out, entry, component.name(), 4);
            text(out, entry + 4, component.format().toString(), 2);
            if (header.kind() == 5) {
                out.put(entry + 6, (byte) component.type()).put(entry + 7, (byte) component.units());
            } else {
                out.putShort(entry + 6, (short) component.offset());
            }
            entry += 8;
        }
    }

    private static String rep(ByteOrder order) {
        return order == ByteOrder.BIG_ENDIAN ? "IEEE" : "EEEI";
    }

    private static void text(ByteBuffer out, int at, String text, int length) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < length; i++) {
            out.put(at + i, i < bytes.length ? bytes[i] : (byte) ' ');
        }
    }
}
