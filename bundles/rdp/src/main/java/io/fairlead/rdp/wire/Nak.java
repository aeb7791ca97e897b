package io.fairlead.rdp.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks for fragments again: the data of {@link Func#NAK}.
 *
 * @param channel the channel
 * @param gaps what is missing, at most {@link #MOST}
 */
public record Nak(int channel, List<Gap> gaps) {
    /** The most gaps of one packet. */
    public static final int MOST = 64;

    /** {@link Gap#count} of a whole frame of which nothing has arrived. */
    public static final int WHOLE = 0xFFFF;

    /**
     * Fragments that are missing.
     *
     * @param unit the frame
     * @param first the first fragment, 0 to 65535
     * @param count how many, 1 to 65535
     */
    public record Gap(int unit, int first, int count) {}

    public Nak {
        gaps = List.copyOf(gaps);
    }

    /**
     * Reads the data.
     *
     * @throws PacketException where it is cut short or has more gaps than may be
     */
    public static Nak read(ByteBuffer in) throws PacketException {
        if (in.remaining() < Integer.BYTES) {
            throw new PacketException(Fault.DATA);
        }
        int channel = in.getShort() & 0xFFFF;
        int count = in.getShort() & 0xFFFF;
        if (count > MOST || in.remaining() < count * Long.BYTES) {
            throw new PacketException(Fault.DATA);
        }
        List<Gap> gaps = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            gaps.add(new Gap(in.getInt(), in.getShort() & 0xFFFF, in.getShort() & 0xFFFF));
        }
        return new Nak(channel, gaps);
    }

    /** Returns the data, big-endian. */
    public ByteBuffer data() {
        ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + gaps.size() * Long.BYTES);
        out.putShort((short) channel).putShort((short) gaps.size());
        gaps.forEach(gap -> out.putInt(gap.unit()).putShort((short) gap.first()).putShort((short) gap.count()));
        return out.flip();
    }
}
