package io.fairlead.imu.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class ColumnsPropertyTest {
    private static final int TRIES = 100;

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void shouldReadBackWhatItPrints(@ForAll("columns") List<Column> columns) {
        assertThat(Columns.parse(Columns.print(columns))).isEqualTo(columns);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void shouldEitherReadAnythingOrSayWhy(@ForAll("soup") String text) {
        try {
            List<Column> columns = Columns.parse(text);
            assertThat(Columns.parse(Columns.print(columns))).isEqualTo(columns);
        } catch (ColumnsException e) {
            assertThat(e.id()).startsWith("ModuleColumn");
        }
    }

    @Provide
    Arbitrary<String> soup() {
        return Arbitraries.of(
                        "A", "b_tab", "=", ".", "(", ")", "[", "]", "{", "}", "<", ">", ":", ",", ";", " ", "==", "1")
                .list()
                .ofMaxSize(20)
                .map(words -> String.join("", words));
    }

    @Provide
    Arbitrary<List<Column>> columns() {
        return level(3);
    }

    private static Arbitrary<String> name() {
        Arbitrary<String> stem = Arbitraries.strings()
                .withCharRange('A', 'Z')
                .withCharRange('a', 'z')
                .ofMinLength(1)
                .ofMaxLength(6);
        return Combinators.combine(stem, Arbitraries.of("", "_tab", "0", "_nesttab", "Ref"))
                .as(String::concat);
    }

    private static Arbitrary<String> valueText() {
        return Arbitraries.strings()
                .withChars("abc019 ./-_:<>(é中")
                .ofMinLength(1)
                .ofMaxLength(8)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private static Arbitrary<List<Filter>> filters() {
        return Combinators.combine(name(), Arbitraries.of(Filter.Operator.values()), valueText())
                .as(Filter::new)
                .list()
                .ofMaxSize(2);
    }

    private static Arbitrary<List<Modifier>> modifiers() {
        return Combinators.combine(name(), valueText()).as(Modifier::new).list().ofMaxSize(2);
    }

    private static Arbitrary<List<Column>> level(int depth) {
        Arbitrary<Column> value =
                Combinators.combine(name(), name(), filters(), modifiers()).as(Column.Value::new);
        Arbitrary<Column> any = value;
        if (depth > 0) {
            Arbitrary<List<Column>> inner =
                    Arbitraries.lazy(() -> level(depth - 1)).filter(list -> !list.isEmpty());
            Arbitrary<Column> reference = Combinators.combine(name(), name(), filters(), modifiers(), inner)
                    .as(Column.Reference::new);
            Arbitrary<Column> reverse = Combinators.combine(name(), name(), name(), level(depth - 1))
                    .as(Column.Reverse::new);
            Arbitrary<Column> group = Combinators.combine(name(), inner).as(Column.Group::new);
            any = Arbitraries.oneOf(value, reference, reverse, group);
        }
        return any.list().ofMaxSize(4).map(ColumnsPropertyTest::firstOfEachKey);
    }

    private static List<Column> firstOfEachKey(List<Column> columns) {
        Set<String> keys = new HashSet<>();
        List<Column> unique = new ArrayList<>(columns);
        unique.removeIf(column -> !keys.add(column.key()));
        return unique;
    }
}
