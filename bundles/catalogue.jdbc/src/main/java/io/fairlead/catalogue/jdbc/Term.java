package io.fairlead.catalogue.jdbc;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What the index is searched by: a kind and a value, as bytes whose unsigned order is the order of the values.
 *
 * <p>Text and words longer than {@value #PREFIX} bytes are cut there and told apart by a digest, so that their order is
 * that of their first {@value #PREFIX} bytes.
 */
final class Term implements Comparable<Term> {
    /** How many bytes of a text count for its order. */
    static final int PREFIX = 48;

    /** The most bytes of a term: kind, prefix, mark and digest. */
    static final int LONGEST = 1 + PREFIX + 1 + 16;

    /** Column has a value. */
    static final char VALUE = '+';
    /** Folded word. */
    static final char WORD = 'w';
    /** Whole folded text. */
    static final char TEXT = 't';
    /** Integer or reference. */
    static final char INTEGER = 'i';
    /** Decimal. */
    static final char DECIMAL = 'd';
    /** First second of a date. */
    static final char FROM = 'f';
    /** Last second of a date. */
    static final char TO = 'l';

    private final byte[] bytes;

    private Term(byte[] bytes) {
        this.bytes = bytes;
    }

    static Term hasValue() {
        return new Term(new byte[] {VALUE});
    }

    static Term word(String folded) {
        return new Term(text(WORD, folded));
    }

    static Term wholeText(String folded) {
        return new Term(text(TEXT, folded));
    }

    static Term integer(long value) {
        return new Term(number(INTEGER, value));
    }

    /** Returns the number of a term that {@link #integer} made. */
    static long number(byte[] integer) {
        return ByteBuffer.wrap(integer).getLong(1) ^ Long.MIN_VALUE;
    }

    static Term from(long second) {
        return new Term(number(FROM, second));
    }

    static Term to(long second) {
        return new Term(number(TO, second));
    }

    /** The decimal's sign, its size (complemented below zero), its digits (likewise), and an end that keeps the order. */
    static Term decimal(BigDecimal value) {
        BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        String digits = plain.unscaledValue().abs().toString();
        ByteBuffer buffer = ByteBuffer.allocate(2 + Integer.BYTES + digits.length() + 1);
        buffer.put((byte) DECIMAL).put((byte) (plain.signum() + 1));
        if (plain.signum() != 0) {
            int size = plain.precision() - plain.scale();
            buffer.putInt(size ^ Integer.MIN_VALUE)
                    .put(digits.getBytes(StandardCharsets.US_ASCII))
                    .put((byte) 0);
        }
        byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
        if (plain.signum() < 0) {
            for (int at = 2; at < bytes.length; at++) {
                bytes[at] = (byte) ~bytes[at];
            }
        }
        return new Term(bytes);
    }

    /** The least term of a kind. */
    static Term lowest(char kind) {
        return new Term(new byte[] {(byte) kind});
    }

    /** A term above all of a kind. */
    static Term above(char kind) {
        return new Term(new byte[] {(byte) (kind + 1)});
    }

    /** The least term above this one. */
    Term next() {
        return new Term(Arrays.copyOf(bytes, bytes.length + 1));
    }

    static Term of(byte[] bytes) {
        return new Term(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    private static byte[] number(char kind, long value) {
        return ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) kind)
                .putLong(value ^ Long.MIN_VALUE)
                .array();
    }

    private static byte[] text(char kind, String folded) {
        byte[] utf8 = folded.getBytes(StandardCharsets.UTF_8);
        if (utf8.length <= PREFIX) {
            return ByteBuffer.allocate(1 + utf8.length)
                    .put((byte) kind)
                    .put(utf8)
                    .array();
        }
        return ByteBuffer.allocate(LONGEST)
                .put((byte) kind)
                .put(utf8, 0, PREFIX)
                .put((byte) 0)
                .put(digest(utf8), 0, 16)
                .array();
    }

    private static byte[] digest(byte[] utf8) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(utf8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public int compareTo(Term other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Term term && Arrays.equals(bytes, term.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
