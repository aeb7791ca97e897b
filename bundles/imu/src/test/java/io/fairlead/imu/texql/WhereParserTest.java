package io.fairlead.imu.texql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.imu.terms.Operator;
import io.fairlead.imu.terms.Terms;
import io.fairlead.imu.terms.Terms.And;
import io.fairlead.imu.terms.Terms.Empty;
import io.fairlead.imu.terms.Terms.Not;
import io.fairlead.imu.terms.Terms.Or;
import io.fairlead.imu.terms.Terms.Term;
import io.fairlead.imu.terms.TermsException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhereParserTest {
    private static final Term A = new Term("A", Operator.EQUAL, "1");
    private static final Term B = new Term("B", Operator.EQUAL, "2");
    private static final Term C = new Term("C", Operator.EQUAL, "3");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NamLast contains 'Smith'      | NamLast | CONTAINS         | Smith",
                "NamLast CONTAINS \"Smith\"    | NamLast | CONTAINS         | Smith",
                "NamLast matches 'O\\'Hara'    | NamLast | MATCHES          | O'Hara",
                "NamLast='O''Hara'             | NamLast | EQUAL            | O'Hara",
                "where irn = 42                | irn     | EQUAL            | 42",
                "irn<>-42                      | irn     | NOT_EQUAL        | -42",
                "irn != 4.5                    | irn     | NOT_EQUAL        | 4.5",
                "AdmDateInserted >= 'Apr 4'    | AdmDateInserted | GREATER_OR_EQUAL | Apr 4",
                "a>1                           | a       | GREATER          | 1",
                "a < 1                         | a       | LESS             | 1",
                "a <= 1                        | a       | LESS_OR_EQUAL    | 1",
                "exists(NamRoles_tab where NamRoles contains 'Artist') | NamRoles_tab | CONTAINS | Artist",
                "EXISTS (XxxDate0 where XxxDate0 = '2011')             | XxxDate0     | EQUAL    | 2011",
            })
    void shouldReadOneComparison(String where, String column, Operator operator, String value) {
        assertThat(WhereParser.parse(where)).isEqualTo(new Term(column, operator, value));
    }

    @Test
    void shouldBindNotTighterThanAndTighterThanOr() {
        assertThat(WhereParser.parse("A=1 or B=2 and not C=3"))
                .isEqualTo(new Or(List.of(A, new And(List.of(B, new Not(C))))));
        assertThat(WhereParser.parse("(A=1 OR B=2) AND NOT (C=3)"))
                .isEqualTo(new And(List.of(new Or(List.of(A, B)), new Not(C))));
    }

    @Test
    void shouldReadWhatWebScriptsBuildUp() {
        assertThat(WhereParser.parse("true and A is not null and B is null"))
                .isEqualTo(new And(List.of(Terms.EVERYTHING, new Not(new Empty("A")), new Empty("B"))));
        assertThat(WhereParser.parse("A in (1, '2')"))
                .isEqualTo(new Or(List.of(A, new Term("A", Operator.EQUAL, "2"))));
        assertThat(WhereParser.parse("A not contains '1' and B not in (2)"))
                .isEqualTo(
                        new And(List.of(new Not(new Term("A", Operator.CONTAINS, "1")), new Not(new Or(List.of(B))))));
        assertThat(WhereParser.parse("A between 1 and 2 and false"))
                .isEqualTo(new And(List.of(
                        new And(List.of(
                                new Term("A", Operator.GREATER_OR_EQUAL, "1"),
                                new Term("A", Operator.LESS_OR_EQUAL, "2"))),
                        Terms.NOTHING)));
        assertThat(WhereParser.parse("exists(R_tab where R=1 or R=2)"))
                .isEqualTo(new Or(
                        List.of(new Term("R_tab", Operator.EQUAL, "1"), new Term("R_tab", Operator.EQUAL, "2"))));
        assertThat(WhereParser.parse("  ")).isEqualTo(Terms.EVERYTHING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A=1; drop table x                      | 3",
                "A=1 -- x                               | 4",
                "A=1 union select 2                     | 4",
                "A=(select 1)                           | 2",
                "A in (select irn from eparties)        | 6",
                "A='x                                   | 2",
                "A like 'x%'                            | 2",
                "A=B                                    | 2",
                "upper(A)='X'                           | 5",
                "(A=1                                   | 4",
                "A=1)                                   | 3",
                "A                                      | 1",
                "A is 1                                 | 5",
                "A not = 1                              | 6",
                "not                                    | 3",
                "exists(R_tab)                          | 12",
                "exists(R_tab where S=1)                | 20",
                "exists(R_tab where R=1 and R=2)        | 23",
                "exists(R_tab where R is null)          | 21",
                "1=1                                    | 0",
                "'a'='a'                                | 0",
            })
    void shouldRefuseWhatIsNotInTheSubset(String where, long index) {
        assertThatThrownBy(() -> WhereParser.parse(where))
                .isInstanceOfSatisfying(TermsException.class, e -> {
                    assertThat(e.id()).isEqualTo("ModuleWhereSyntax");
                    assertThat(e.args().get(1)).isEqualTo(index);
                })
                .hasMessageContaining("at character " + (index + 1));
    }

    @Test
    void shouldRefuseTooMuch() {
        assertThat(WhereParser.parse("(".repeat(31) + "A=1" + ")".repeat(31))).isEqualTo(A);
        assertThatThrownBy(() -> WhereParser.parse("(".repeat(60_000))).hasMessageContaining("where-depth = 32");
        assertThatThrownBy(() -> WhereParser.parse("not ".repeat(60) + "A=1")).hasMessageContaining("where-depth = 32");
        assertThatThrownBy(() -> WhereParser.parse(" ".repeat(70_000))).hasMessageContaining("where-length = 65536");
        assertThatThrownBy(() -> WhereParser.parse("A=1 or ".repeat(1_000) + "A=1"))
                .hasMessageContaining("where-terms = 1000");
    }
}
