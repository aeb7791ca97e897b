package io.fairlead.catalogue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TermTest {
    private static final long SEED = 20141001;

    @Test
    void shouldOrderDecimalsByTheirValue() {
        List<BigDecimal> decimals = new ArrayList<>(Stream.of(
                        "-1E+9", "-100", "-99.5", "-12", "-1.25", "-1.2", "-0.5", "-0.05", "-1E-9", "0", "1E-9", "0.05",
                        "0.5", "1", "1.2", "1.25", "2", "10", "12", "99.5", "100", "1E+9")
                .map(BigDecimal::new)
                .toList());
        List<BigDecimal> shuffled = new ArrayList<>(decimals);
        Collections.shuffle(shuffled, new Random(SEED));

        assertThat(shuffled.stream().sorted((one, other) -> Term.decimal(one).compareTo(Term.decimal(other))))
                .containsExactlyElementsOf(decimals);
        assertThat(Term.decimal(new BigDecimal("1.50"))).isEqualTo(Term.decimal(new BigDecimal("1.5")));
        assertThat(Term.decimal(new BigDecimal("0.00"))).isEqualTo(Term.decimal(BigDecimal.ZERO));
    }

    @Test
    void shouldOrderIntegersByTheirValue() {
        assertThat(Stream.of(Long.MIN_VALUE, -2L, -1L, 0L, 1L, 256L, Long.MAX_VALUE)
                        .map(Term::integer)
                        .toList())
                .isSorted();
    }

    @Test
    void shouldTellLongTextsApart() {
        String stem = "x".repeat(100);

        assertThat(Term.wholeText(stem + "a")).isNotEqualTo(Term.wholeText(stem + "b"));
        assertThat(Term.wholeText(stem + "a").bytes()).hasSize(Term.LONGEST);
        assertThat(Term.wholeText("x".repeat(Term.PREFIX)).bytes()).hasSize(Term.PREFIX + 1);
    }

    @Test
    void shouldKnowItsNeighbour() {
        Term seven = Term.integer(7);

        assertThat(List.of(seven, seven.next(), Term.integer(8), Term.above(Term.INTEGER)))
                .isSorted();
        assertThat(Term.lowest(Term.INTEGER)).isLessThan(Term.integer(Long.MIN_VALUE));
    }
}
