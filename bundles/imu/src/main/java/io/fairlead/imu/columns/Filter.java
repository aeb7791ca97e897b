package io.fairlead.imu.columns;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A condition on multimedia resources, such as {@code width>=300}.
 *
 * @param name what is compared, as written
 * @param operator how
 * @param value with what; not empty, without blanks at its ends
 */
public record Filter(String name, Operator operator, String value) {
    /** How a filter compares. */
    public enum Operator {
        EQUAL("=="),
        NOT_EQUAL("!="),
        LESS_OR_EQUAL("<="),
        GREATER_OR_EQUAL(">="),
        LESS("<"),
        GREATER(">"),
        /** The one resource that comes closest. */
        CLOSEST("@"),
        /** The one resource that comes closest from above. */
        CLOSEST_ABOVE("^");

        private static final List<Operator> LONGEST_FIRST = Arrays.stream(values())
                .sorted(Comparator.comparing((Operator operator) -> -operator.sign.length()))
                .toList();

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /** Returns the operator as it is written. */
        public String sign() {
            return sign;
        }

        static List<Operator> longestFirst() {
            return LONGEST_FIRST;
        }
    }
}
