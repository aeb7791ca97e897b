package io.fairlead.midas;

import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A BLUE file's header control block, 512 bytes.
 *
 * @param headerOrder how the header's numbers are written: big-endian is {@code IEEE}, little-endian {@code EEEI}
 * @param dataOrder how the data's numbers are written; it may differ
 * @param detached whether the data is in a companion file
 * @param type 1000 to 6999; the thousands say the class
 * @param format of the elements
 * @param timecode seconds since 1950
 * @param dataStart where the data begins, in bytes
 * @param dataSize the bytes of the data; a fraction only where elements are bits
 * @param extStart where the extended header begins, in blocks of 512 bytes
 * @param extSize its bytes
 * @param keywords the main keywords
 * @param axes the axes: one for 1000, else two
 * @param subsize elements of a frame for 2000; else the number of components or of sub-records
 * @param recordLength the bytes of a record of 3000, 5000 and 6000; else 0
 * @param components what a record of 3000, 5000 and 6000 is made of
 */
public record BlueHeader(
        ByteOrder headerOrder,
        ByteOrder dataOrder,
        boolean detached,
        int type,
        Format format,
        double timecode,
        double dataStart,
        double dataSize,
        int extStart,
        int extSize,
        Map<String, String> keywords,
        List<Axis> axes,
        int subsize,
        int recordLength,
        List<Component> components) {
    /** The bytes of a header. */
    public static final int BYTES = 512;

    /**
     * An axis.
     *
     * @param start the place of the first element
     * @param delta from one to the next
     * @param units a code of the format's document, 0 for none
     */
    public record Axis(double start, double delta, int units) {
        /** An axis that counts from 0. */
        public static final Axis COUNT = new Axis(0, 1, 0);
    }

    /**
     * A component of a record.
     *
     * @param name at most 4 characters
     * @param format its format
     * @param offset where it begins in the record, in bytes
     * @param type the kind, for type 5000
     * @param units the units, for type 5000
     */
    public record Component(String name, Format format, int offset, int type, int units) {}

    public BlueHeader {
        keywords = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(keywords));
        axes = List.copyOf(axes);
        components = List.copyOf(components);
    }

    /**
     * Returns the header of data in one dimension (type 1000), little-endian.
     *
     * @param format of the elements
     * @param xstart the place of the first
     * @param xdelta from one to the next
     * @param elements how many
     */
    public static BlueHeader of1000(Format format, double xstart, double xdelta, long elements) {
        return new BlueHeader(
                ByteOrder.LITTLE_ENDIAN,
                ByteOrder.LITTLE_ENDIAN,
                false,
                1000,
                format,
                0,
                BYTES,
                format.bits() * (double) elements / 8,
                0,
                0,
                Map.of(),
                List.of(new Axis(xstart, xdelta, 0)),
                0,
                0,
                List.of());
    }

    /**
     * Returns the header of frames (type 2000), little-endian.
     *
     * @param format of the elements
     * @param subsize elements of a frame
     * @param frames how many
     */
    public static BlueHeader of2000(Format format, int subsize, long frames) {
        return new BlueHeader(
                ByteOrder.LITTLE_ENDIAN,
                ByteOrder.LITTLE_ENDIAN,
                false,
                2000,
                format,
                0,
                BYTES,
                format.bits() * (double) subsize * frames / 8,
                0,
                0,
                Map.of(),
                List.of(Axis.COUNT, Axis.COUNT),
                subsize,
                0,
                List.of());
    }

    /** Returns this with other orders. */
    public BlueHeader withOrders(ByteOrder newHeaderOrder, ByteOrder newDataOrder) {
        return new BlueHeader(
                newHeaderOrder,
                newDataOrder,
                detached,
                type,
                format,
                timecode,
                dataStart,
                dataSize,
                extStart,
                extSize,
                keywords,
                axes,
                subsize,
                recordLength,
                components);
    }

    /** Returns the class: 1 to 6. */
    public int kind() {
        return type / 1000;
    }

    /** Returns the bytes of a record of 3000, 5000 and 6000, of a frame of 2000, else of an element, rounded up. */
    public long frameBytes() {
        return switch (kind()) {
            case 1 -> format.bytes(1);
            case 2 -> format.bytes(subsize);
            default -> recordLength;
        };
    }

    /** Returns how many elements of 1000, frames of 2000 or records there are; a part of one does not count. */
    public long count() {
        return switch (kind()) {
            case 1 -> (long) (dataSize * 8 / format.bits());
            case 2 -> (long) (dataSize * 8 / ((double) format.bits() * subsize));
            default -> (long) (dataSize / recordLength);
        };
    }
}
