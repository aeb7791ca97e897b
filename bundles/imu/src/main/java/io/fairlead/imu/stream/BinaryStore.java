package io.fairlead.imu.stream;

import java.nio.ByteBuffer;

/** Where the decoder puts the bytes of binary values as they arrive: memory, or later a temporary file. */
public interface BinaryStore {
    /**
     * Begins a binary value.
     *
     * @param length the promised number of bytes, already checked against {@link Limits#binaryBytes()}
     */
    Incoming begin(long length);

    /**
     * Returns whether a value of that length is put away as it arrives. The message's bytes up to such a value are taken
     * as soon as it begins, and its own bytes as they come, so that neither stays unread.
     */
    default boolean putsAway(long length) {
        return false;
    }

    /** The message is complete: its values belong to whoever took it. */
    default void taken() {}

    /** The message will not become complete here: what was put away of it is forgotten. */
    default void abandoned() {}

    /** Returns a store that keeps the bytes in memory, which grows with what has arrived and not with the promise. */
    static BinaryStore inMemory() {
        return MemoryIncoming::new;
    }

    /** A binary value that is being received. */
    interface Incoming {
        /** Takes all bytes between the part's position and limit; never more in all than promised. */
        void write(ByteBuffer part);

        /** Returns how many bytes it has from an earlier decoder, which do not come again. */
        default long received() {
            return 0;
        }

        /** Returns the whole value, after exactly the promised number of bytes. */
        Binary finish();

        /** Forgets the value: the message was refused, or another decoder will read it from its start. */
        default void discard() {}
    }
}
