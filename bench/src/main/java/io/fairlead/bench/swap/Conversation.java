package io.fairlead.bench.swap;

import io.netty.buffer.ByteBuf;

/**
 * The words of one conversation: every third request asks how many there have been, the others carry their number and
 * come back. So every reply tells whether its request, the order and the state were kept.
 */
final class Conversation {
    static final int REQUESTS_A_TURN = 3;

    private static final byte[] COUNT = {'c', 'o', 'u', 'n', 't', '?'};
    private static final int NUMBERED = Integer.BYTES + Long.BYTES;

    private Conversation() {}

    /** Writes the request of that number, from 1. */
    static void request(ByteBuf out, long number) {
        if (number % REQUESTS_A_TURN == 0) {
            out.writeInt(COUNT.length).writeBytes(COUNT);
        } else {
            out.writeInt(Long.BYTES).writeLong(number);
        }
    }

    /** Reads one reply, if all of it is there, and tells whether it is the one of that number. */
    static boolean reply(ByteBuf in, long number, Tally tally) {
        if (in.readableBytes() < Integer.BYTES) {
            return false;
        }
        int length = in.getInt(in.readerIndex());
        if (in.readableBytes() < Integer.BYTES + length) {
            return false;
        }
        ByteBuf payload = in.skipBytes(Integer.BYTES).readSlice(length);
        if (number % REQUESTS_A_TURN != 0) {
            long came = length == NUMBERED - Integer.BYTES ? payload.readLong() : -1;
            if (came != number) {
                tally.wrong(number, came);
            }
        } else if (digits(payload) != number) {
            tally.wrongCounts++;
        }
        return true;
    }

    private static long digits(ByteBuf payload) {
        long value = 0;
        while (payload.isReadable()) {
            value = value * 10 + payload.readByte() - '0';
        }
        return value;
    }
}
