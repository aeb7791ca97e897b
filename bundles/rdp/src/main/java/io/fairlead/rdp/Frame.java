package io.fairlead.rdp;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;

/**
 * A frame as a pipe's reader gets it.
 *
 * @param offset the byte position in the pipe of its first byte; for a compressed one, of the frame that it stands for
 * @param time seconds since 1950 of its first sample; NaN where it is not known
 * @param compressed whether the data begins with a compression header
 * @param filler whether it stands in for a lost frame
 * @param end whether the pipe ends with it
 * @param skipped the bytes between the last frame and this one that are lost and were not filled
 * @param valid which bytes have arrived, where not all have
 * @param data its bytes, in the sender's order; valid for the duration of the call
 */
public record Frame(
        double offset,
        double time,
        boolean compressed,
        boolean filler,
        boolean end,
        long skipped,
        Optional<BitSet> valid,
        ByteBuffer data) {}
