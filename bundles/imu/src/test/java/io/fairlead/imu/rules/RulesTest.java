package io.fairlead.imu.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.imu.call.Access;
import io.fairlead.imu.terms.Terms;
import io.fairlead.imu.texql.WhereParser;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "eparties, staff, A = 'module and group'",
                "eparties, guests, A = 'module'",
                "eparties, default, A = 'module'",
                "ecatalogue, staff, A = 'group'",
                "ecatalogue, guests, A = 'any'",
                "ecatalogue, default, A = 'nobody'"
            })
    void shouldTakeTheRuleThatNamesMost(String module, String group, String condition) throws IOException {
        Rules rules = Rules.parse("""
                # who reads what
                *        *        read  A = 'any'
                *        staff    read  A = 'group'
                *        default  read  A = 'nobody'
                eparties *        read  A = 'module'
                eparties staff    read  A = 'module and group'
                eparties staff    write none
                """);
        Access access = group.equals("default") ? Access.DEFAULT : Access.of(group);

        assertThat(rules.condition(module, access, Rules.Act.READ)).isEqualTo(WhereParser.parse(condition));
        assertThat(rules.condition("eparties", Access.of("staff"), Rules.Act.WRITE))
                .isEqualTo(Terms.NOTHING);
        assertThat(rules.condition("eparties", Access.of("guests"), Rules.Act.WRITE))
                .isEqualTo(Terms.EVERYTHING);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("eparties staff read", "line 2: a rule is MODULE GROUP read|write CONDITION"),
                Arguments.of("eparties staff see all", "line 2: see is neither read nor write"),
                Arguments.of("eparties staff read A =", "line 2: "),
                Arguments.of("x y read all\nx y read none", "line 3: there is already a rule for x y read"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void shouldNameTheLineThatIsWrong(String text, String sentence) {
        assertThatThrownBy(() -> Rules.parse("# rules\n" + text))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void shouldForbidNothingWithoutRules() {
        assertThat(Rules.none().condition("eparties", Access.DEFAULT, Rules.Act.READ))
                .isEqualTo(Terms.EVERYTHING);
    }
}
