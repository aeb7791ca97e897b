package io.fairlead.imu.settings;

import io.fairlead.imu.stream.Limits;

/**
 * How much clients may make the server hold. Each bound is checked before anything is made, and each refusal is counted.
 *
 * @param requestBytes {@code max-request}: bytes of one request
 * @param requestMemoryBytes {@code request-memory}: bytes of unfinished requests of all clients together
 * @param replyBytes {@code max-reply}: bytes of one reply
 * @param replyMemoryBytes {@code reply-memory}: bytes of replies that clients have not taken yet, together
 * @param resultMemoryBytes {@code result-memory}: bytes of the result sets of all handlers, 4 a record
 * @param contexts {@code max-contexts}
 * @param handlers {@code max-handlers}: in all
 * @param handlersPerContext {@code max-handlers-per-context}
 * @param records {@code max-records}: records read for one fetch, attachments included
 * @param matches {@code match-limit}: records that one search keeps, unless a client asks for fewer
 * @param waiting {@code max-waiting}: requests that wait for a place in the server pool
 */
public record Bounds(
        int requestBytes,
        long requestMemoryBytes,
        long replyBytes,
        long replyMemoryBytes,
        long resultMemoryBytes,
        int contexts,
        int handlers,
        int handlersPerContext,
        int records,
        int matches,
        int waiting) {
    /** What holds unless settings say otherwise. */
    public static final Bounds DEFAULT = new Bounds(
            8 << 20, 256L << 20, 64L << 20, 256L << 20, 64L << 20, 20_000, 50_000, 1_000, 200_000, 1_000_000, 10_000);

    /**
     * Returns what one request may ask for: its own bytes bound everything in it but the files that are put on the disk.
     *
     * @param uploadBytes {@code max-upload}: bytes of one such file
     */
    public Limits limits(long uploadBytes) {
        Limits usual = Limits.DEFAULTS;
        return new Limits(
                requestBytes,
                usual.depth(),
                requestBytes,
                usual.nameBytes(),
                usual.elements(),
                uploadBytes,
                usual.numberDigits());
    }
}
