package io.fairlead.transport;

/**
 * The ports that will do: the first free one is taken, upwards.
 *
 * @param first the first to try, 0 for any that the system chooses
 * @param last the last to try
 */
public record PortRange(int first, int last) {
    private static final int MAX = 65535;

    public PortRange {
        if (first < 0 || last > MAX || first > last) {
            throw new IllegalArgumentException("no range of ports: " + first + "-" + last);
        }
    }

    /** Returns the range of just this port. */
    public static PortRange exactly(int port) {
        return new PortRange(port, port);
    }

    /** Returns the range from this port to the highest there is. */
    public static PortRange from(int first) {
        return new PortRange(first, MAX);
    }

    @Override
    public String toString() {
        if (first == 0) {
            return "any";
        }
        return first == last ? String.valueOf(first) : last == MAX ? first + " or the next free" : first + "-" + last;
    }
}
