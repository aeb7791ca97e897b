package io.fairlead.imu.stream;

/**
 * Where a {@link ReplyWriter} puts finished bytes, in order. Called on the writer's thread.
 *
 * <p>Small replies arrive as one {@link #text} and one {@link #end}. The last call of {@link #text} holds at least
 * the reply's last line but one and its closing brace, and belongs into one write, since some clients look at nothing
 * but the last piece they receive (the IMu API's clients, end of message).
 */
public interface Sink {
    /**
     * Takes bytes of the reply.
     *
     * @param bytes an array that the writer uses again as soon as this call returns
     * @param offset the first byte
     * @param length how many bytes, at least 1
     */
    void text(byte[] bytes, int offset, int length);

    /**
     * Takes a binary value: exactly {@link Binary#length()} bytes go to the peer, padded with NUL if the source has
     * become shorter, as the vendor's clients do. The sink closes the binary afterwards.
     */
    void binary(Binary binary);

    /** Says that the reply is complete: flush now. */
    void end();
}
