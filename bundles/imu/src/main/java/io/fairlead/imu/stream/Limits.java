package io.fairlead.imu.stream;

/**
 * How much one message may ask for. Each limit is checked before anything of that size is allocated.
 *
 * @param messageBytes bytes of a whole message, binaries included that are not put away as they arrive
 * @param depth how deep objects and arrays may nest
 * @param stringBytes bytes between the quotes of one string, escapes counted as sent
 * @param nameBytes bytes of one name of a member
 * @param elements members and elements in all objects and arrays together
 * @param binaryBytes bytes of one binary value
 * @param numberDigits characters of one number
 */
public record Limits(
        int messageBytes, int depth, int stringBytes, int nameBytes, int elements, long binaryBytes, int numberDigits) {

    /**
     * What a server accepts unless told otherwise: 32 MiB a message, 64 levels, 8 MiB a string, 1024 bytes a name,
     * 250,000 members and elements, 24 MiB a binary, 64 characters a number.
     */
    public static final Limits DEFAULTS = new Limits(32 << 20, 64, 8 << 20, 1024, 250_000, 24 << 20, 64);

    /** Checks that every limit is at least 1 and that depth is at most 1000. */
    public Limits {
        if (Math.min(Math.min(messageBytes, stringBytes), Math.min(nameBytes, elements)) < 1
                || Math.min(binaryBytes, (long) numberDigits) < 1) {
            throw new IllegalArgumentException("every limit of a message must be at least 1");
        }
        if (depth < 1 || depth > 1000) {
            throw new IllegalArgumentException("depth = " + depth + ": must be between 1 and 1000");
        }
    }
}
