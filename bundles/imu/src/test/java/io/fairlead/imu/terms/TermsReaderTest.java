package io.fairlead.imu.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.imu.terms.Terms.And;
import io.fairlead.imu.terms.Terms.Or;
import io.fairlead.imu.terms.Terms.Term;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TermsReaderTest {
    private static final Term FIRST = new Term("NamFirst", Operator.MATCHES, "John");
    private static final Term BEFORE = new Term("AdmDateInserted", Operator.LESS, "Apr 4 2011");
    private static final Term MAY = new Term("AdmDateInserted", Operator.MATCHES, "May 1 2011");

    private static List<Object> list(Object... values) {
        return Arrays.asList(values);
    }

    private static final List<Object> NESTED = list(
            list("NamFirst", "John"),
            list(
                    "or",
                    list(
                            list("AdmDateInserted", "Apr 4 2011", "<"),
                            list("AdmDateInserted", "May 1 2011", "matches"))));

    @Test
    void shouldReadBothShapesAndBothCases() {
        Terms expected = new And(List.of(FIRST, new Or(List.of(BEFORE, MAY))));
        assertThat(TermsReader.read(list("and", NESTED))).isEqualTo(expected);
        assertThat(TermsReader.read(list("AND", NESTED))).isEqualTo(expected);
        assertThat(TermsReader.read(Map.of("terms", list("and", NESTED), "options", 1L)))
                .isEqualTo(expected);
        assertThat(TermsReader.read(list("Or", List.of(list("NamFirst", "John")))))
                .isEqualTo(new Or(List.of(FIRST)));
    }

    @Test
    void shouldReadWhatOldScriptsSend() {
        assertThat(TermsReader.read(list("MulMimeType", "image")))
                .isEqualTo(new Term("MulMimeType", Operator.MATCHES, "image"));
        assertThat(TermsReader.read(list("MulMimeType", "image", "=")))
                .isEqualTo(new Term("MulMimeType", Operator.EQUAL, "image"));
        assertThat(TermsReader.read(list(list("NamFirst", "John"), list("AdmDateInserted", "Apr 4 2011", "<"))))
                .isEqualTo(new And(List.of(FIRST, BEFORE)));
    }

    @Test
    void shouldReadSparseListsOfPhp() {
        assertThat(TermsReader.read(list("and", Map.of("3", list("NamFirst", "John")))))
                .isEqualTo(new And(List.of(FIRST)));
    }

    @Test
    void shouldMatchEverythingWithoutTerms() {
        assertThat(List.of(
                        TermsReader.read(null),
                        TermsReader.read(List.of()),
                        TermsReader.read(list("and", List.of())),
                        TermsReader.read(list("or", List.of())),
                        TermsReader.read(Arrays.asList("and", null)),
                        TermsReader.read(list("and", Map.of())),
                        TermsReader.read(Map.of("terms", List.of())),
                        TermsReader.read(Collections.singletonMap("terms", null)),
                        TermsReader.read(list("and", list(list("or", List.of()))))))
                .containsOnly(Terms.EVERYTHING);
    }

    @Test
    void shouldLeaveOutEmptyGroups() {
        assertThat(TermsReader.read(list("and", list(list("NamFirst", "John"), list("or", List.of()), List.of()))))
                .isEqualTo(new And(List.of(FIRST)));
    }

    @Test
    void shouldReadEveryOperatorAndKindOfValue() {
        for (Operator operator : Operator.values()) {
            assertThat(TermsReader.read(list("a", "b", operator.word()))).isEqualTo(new Term("a", operator, "b"));
        }
        assertThat(TermsReader.read(list("a", "b", "CONTAINS"))).isEqualTo(new Term("a", Operator.CONTAINS, "b"));
        assertThat(TermsReader.read(list("a", "b", "!="))).isEqualTo(new Term("a", Operator.NOT_EQUAL, "b"));
        assertThat(TermsReader.read(Arrays.asList("irn", 123L, null)))
                .isEqualTo(new Term("irn", Operator.MATCHES, "123"));
        assertThat(TermsReader.read(list("x", 1e3))).isEqualTo(new Term("x", Operator.MATCHES, "1000"));
        assertThat(TermsReader.read(list("x", true))).isEqualTo(new Term("x", Operator.MATCHES, "true"));
        assertThat(TermsReader.read(Arrays.asList("x", null))).isEqualTo(new Term("x", Operator.MATCHES, ""));
    }

    private static void refused(String id, Object params) {
        assertThatThrownBy(() -> TermsReader.read(params))
                .isInstanceOfSatisfying(TermsException.class, e -> {
                    assertThat(e.id()).isEqualTo(id);
                    assertThat(e.args()).isNotEmpty();
                })
                .hasMessageStartingWith(id);
    }

    @Test
    void shouldRefuseWhatIsNoCondition() {
        refused("TermsSyntax", "and");
        refused("TermsSyntax", Map.of("name", "x"));
        refused("TermsSyntax", list("xor", list(list("a", "b"))));
        refused("TermsSyntax", list("and", list("a", "b")));
        refused("TermsSyntax", list("a"));
        refused("TermsSyntax", list("a", "b", "=", "c"));
        refused("TermsSyntax", list("a", Map.of("x", "y")));
        refused("TermsSyntax", list(1L, 2L));
        refused("TermsOperator", list("a", "b", "like"));
        refused("TermsOperator", list("a", "b", 1L));
    }

    @Test
    void shouldRefuseTooMuch() {
        List<Object> deep = list("a", "b");
        for (int i = 0; i < TermsReader.MAX_DEPTH; i++) {
            deep = list("and", List.of(deep));
        }
        refused("TermsLimit", deep);
        refused("TermsLimit", list("or", Collections.nCopies(TermsReader.MAX_TERMS + 1, list("irn", 1L))));
    }
}
