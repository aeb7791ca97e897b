package io.fairlead.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.catalogue.CatalogueException.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModuleInfoTest {
    private static final ColumnInfo TITLE =
            new ColumnInfo("TitMainTitle", ColumnKind.TEXT, Arity.ATOM, Optional.empty(), Optional.empty());
    private static final ColumnInfo MAKER = new ColumnInfo(
            "CreCreatorRef_tab", ColumnKind.REFERENCE, Arity.LIST, Optional.of("eparties"), Optional.of("Creation"));
    private static final ColumnInfo ROLE =
            new ColumnInfo("CreRole_tab", ColumnKind.TEXT, Arity.LIST, Optional.empty(), Optional.of("Creation"));

    private final ModuleInfo works = new ModuleInfo("ecatalogue", List.of(TITLE, MAKER, ROLE));

    @Test
    void shouldFindColumnsByNameAndByGroup() {
        assertThat(works.columns()).containsExactly(TITLE, MAKER, ROLE);
        assertThat(works.column("CreRole_tab")).isEqualTo(ROLE);
        assertThat(works.group("Creation")).containsExactly(MAKER, ROLE);
        assertThat(works.group("Other")).isEmpty();
    }

    @Test
    void shouldNameModuleAndColumnWhereThereIsNone() {
        assertThatThrownBy(() -> works.column("titmaintitle")).isInstanceOfSatisfying(CatalogueException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.UNKNOWN_COLUMN);
            assertThat(e.arguments()).containsExactly("ecatalogue", "titmaintitle");
        });
    }

    @Test
    void shouldRefuseAColumnTwice() {
        assertThatThrownBy(() -> new ModuleInfo("m", List.of(TITLE, TITLE))).hasMessageContaining("TitMainTitle twice");
    }

    @Test
    void shouldRefuseAReferenceToNowhere() {
        assertThatThrownBy(
                        () -> new ColumnInfo("R", ColumnKind.REFERENCE, Arity.ATOM, Optional.empty(), Optional.empty()))
                .hasMessageContaining("target module");
    }

    @Test
    void shouldShowNothingOfAModuleWithoutTheFiltersColumn() {
        RecordFilter filter = RecordFilter.where("AdmPublishWebNoPassword", "Yes");

        assertThat(filter.condition(works)).isEqualTo(Query.none());
        assertThat(RecordFilter.where("TitMainTitle", "Sea").condition(works))
                .isEqualTo(Query.compare("TitMainTitle", Operator.EQUAL, "Sea"));
    }

    @Test
    void shouldKnowOperatorsByTheWordsOfClients() {
        assertThat(Operator.named("CONTAINS")).contains(Operator.CONTAINS);
        assertThat(Operator.named("matches")).contains(Operator.NATURAL);
        assertThat(Operator.named("<>")).contains(Operator.NOT_EQUAL);
        assertThat(Operator.named("like")).isEmpty();
    }
}
