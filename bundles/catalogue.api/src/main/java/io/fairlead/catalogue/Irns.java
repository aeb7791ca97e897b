package io.fairlead.catalogue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * An immutable, ordered list of record numbers (irns), 4 bytes each. It lives in a byte buffer, so that a result of a
 * million records can be kept as state and handed over by reference: {@link #bytes()} and {@link #over} do not copy.
 */
public final class Irns {
    private static final Irns NONE = new Irns(ByteBuffer.allocate(0));

    private final ByteBuffer buffer;

    private Irns(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    /** Returns the list without irns. */
    public static Irns none() {
        return NONE;
    }

    /** Returns a list of the given irns. */
    public static Irns of(int... irns) {
        return copyOf(irns, irns.length);
    }

    /** Returns a list of the first {@code count} elements of an array. */
    public static Irns copyOf(int[] irns, int count) {
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(Integer.BYTES, count));
        buffer.asIntBuffer().put(irns, 0, count);
        return new Irns(buffer.asReadOnlyBuffer());
    }

    /**
     * Returns a list over the remaining bytes of a buffer, big-endian, without copying; whoever calls it no longer
     * changes the bytes.
     *
     * @throws IllegalArgumentException where the bytes are not a multiple of 4
     */
    public static Irns over(ByteBuffer bytes) {
        if (bytes.remaining() % Integer.BYTES != 0) {
            throw new IllegalArgumentException(bytes.remaining() + " bytes are not a whole number of irns");
        }
        return new Irns(bytes.slice().asReadOnlyBuffer());
    }

    /** Returns how many irns there are. */
    public int size() {
        return buffer.limit() / Integer.BYTES;
    }

    /** Tells whether there are none. */
    public boolean isEmpty() {
        return buffer.limit() == 0;
    }

    /**
     * Returns the irn at a place.
     *
     * @param index from 0
     * @throws IndexOutOfBoundsException outside 0 to size − 1
     */
    public int at(int index) {
        return buffer.getInt(Math.multiplyExact(index, Integer.BYTES));
    }

    /**
     * Returns a part of the list, without copying.
     *
     * @param from the first place, from 0
     * @param count how many
     * @throws IndexOutOfBoundsException where the part is not inside the list
     */
    public Irns slice(int from, int count) {
        return new Irns(
                buffer.slice(Math.multiplyExact(from, Integer.BYTES), Math.multiplyExact(count, Integer.BYTES)));
    }

    /** Returns a copy as an array. */
    public int[] toArray() {
        int[] array = new int[size()];
        buffer.duplicate().rewind().asIntBuffer().get(array);
        return array;
    }

    /** Returns the irns in order. */
    public IntStream stream() {
        return IntStream.range(0, size()).map(this::at);
    }

    /** Returns the irns as big-endian bytes in a read-only buffer, without copying. */
    public ByteBuffer bytes() {
        return buffer.asReadOnlyBuffer().rewind();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Irns irns && irns.bytes().equals(bytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toArray());
    }

    /** Returns at most the first ten irns and how many there are. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "[", size() > 10 ? ", … of " + size() + "]" : "]");
        stream().limit(10).forEach(irn -> text.add(Integer.toString(irn)));
        return text.toString();
    }
}
