package io.fairlead.imu.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.imu.columns.Column.Group;
import io.fairlead.imu.columns.Column.Reference;
import io.fairlead.imu.columns.Column.Reverse;
import io.fairlead.imu.columns.Column.Shape;
import io.fairlead.imu.columns.Column.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {
    private static Value value(String name) {
        return new Value(name, name, List.of(), List.of());
    }

    private static Value value(String key, String name) {
        return new Value(key, name, List.of(), List.of());
    }

    private static Reference reference(String key, String name, Column... columns) {
        return new Reference(key, name, List.of(), List.of(), List.of(columns));
    }

    @Test
    void shouldReadPlainNamesHoweverTheyAreSeparated() {
        List<Column> three = List.of(value("irn"), value("NamFirst"), value("NamRoles_tab"));
        assertThat(Columns.parse("irn;NamFirst,NamRoles_tab")).isEqualTo(three);
        assertThat(Columns.parse(" irn ;\tNamFirst\r\n,NamRoles_tab ; ")).isEqualTo(three);
        assertThat(Columns.parse(List.of("irn", "NamFirst,NamRoles_tab"))).isEqualTo(three);
        assertThat(Columns.parse(Map.of("0", "irn;NamFirst;NamRoles_tab"))).isEqualTo(three);
        assertThat(Columns.parse(Arrays.asList("irn;NamFirst", null, "", "NamRoles_tab")))
                .isEqualTo(three);
        assertThat(Columns.parse(null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NamFirst, ATOMIC",
        "NamRoles_tab, TABLE",
        "XxxDate0, TABLE",
        "LatLatitude_nesttab, NESTED",
        "tab, ATOMIC",
    })
    void shouldTellTheShapeFromTheName(String name, Shape shape) {
        assertThat(((Value) Columns.parse(name).get(0)).shape()).isEqualTo(shape);
    }

    @Test
    void shouldReadReferencesBothWaysRound() {
        assertThat(Columns.parse("SynSynonymyRef_tab.SummaryData, Loc=LocRef.( A , b = B )"))
                .containsExactly(
                        reference("SynSynonymyRef_tab", "SynSynonymyRef_tab", value("SummaryData")),
                        reference("Loc", "LocRef", value("A"), value("b", "B")));
        assertThat(Columns.parse("<ecatalogue:CreCreatorRef_tab>.(A,B);works = < ecatalogue : X > . irn;<e:Y>"))
                .containsExactly(
                        new Reverse(
                                "ecatalogue:CreCreatorRef_tab",
                                "ecatalogue",
                                "CreCreatorRef_tab",
                                List.of(value("A"), value("B"))),
                        new Reverse("works", "ecatalogue", "X", List.of(value("irn"))),
                        new Reverse("e:Y", "e", "Y", List.of()));
        assertThat(Columns.parse("A.B.C")).containsExactly(reference("A", "A", reference("B", "B", value("C"))));
    }

    @Test
    void shouldNumberGroupsWithoutAlias() {
        assertThat(Columns.parse("[A_tab,B_tab];x=[C_tab],[D_tab]"))
                .containsExactly(
                        new Group("group1", List.of(value("A_tab"), value("B_tab"))),
                        new Group("x", List.of(value("C_tab"))),
                        new Group("group2", List.of(value("D_tab"))));
        assertThat(Columns.parse(List.of("[A_tab]", "group1=B", "[C_tab]")))
                .extracting(Column::key)
                .containsExactly("group2", "group1", "group3");
    }

    @Test
    void shouldReadFiltersAndModifiers() {
        assertThat(Columns.parse("images(width >= 300, mimeFormat==jpeg,height@200 ,size ^ 5,kind!=a b)"
                        + "{resource:include, source:master,source : thumbnail}.(irn)"))
                .containsExactly(new Reference(
                        "images",
                        "images",
                        List.of(
                                new Filter("width", Filter.Operator.GREATER_OR_EQUAL, "300"),
                                new Filter("mimeFormat", Filter.Operator.EQUAL, "jpeg"),
                                new Filter("height", Filter.Operator.CLOSEST, "200"),
                                new Filter("size", Filter.Operator.CLOSEST_ABOVE, "5"),
                                new Filter("kind", Filter.Operator.NOT_EQUAL, "a b")),
                        List.of(
                                new Modifier("resource", "include"),
                                new Modifier("source", "master"),
                                new Modifier("source", "thumbnail")),
                        List.of(value("irn"))));
        assertThat(Columns.parse("r(a<1,b>2,c<=3)"))
                .containsExactly(new Value(
                        "r",
                        "r",
                        List.of(
                                new Filter("a", Filter.Operator.LESS, "1"),
                                new Filter("b", Filter.Operator.GREATER, "2"),
                                new Filter("c", Filter.Operator.LESS_OR_EQUAL, "3")),
                        List.of()));
    }

    @Test
    void shouldReadWhatMuseumsAskFor() {
        List<Column> identifications = Columns.parse(
                "identifications=[IdeTypeStatus_tab,identifiers=IdeIdentifiedByRef_nesttab.(NamFullName,NamSource),"
                        + "IdeDateIdentified0,taxa=TaxTaxonomyRef_tab.(irn,ClaGenus,comname=[ComName_tab,ComStatus_tab],"
                        + "relatedspecies=<enarratives:TaxTaxaRef_tab>.(irn,DetPurpose_tab))]");
        assertThat(identifications)
                .containsExactly(new Group(
                        "identifications",
                        List.of(
                                value("IdeTypeStatus_tab"),
                                reference(
                                        "identifiers",
                                        "IdeIdentifiedByRef_nesttab",
                                        value("NamFullName"),
                                        value("NamSource")),
                                value("IdeDateIdentified0"),
                                reference(
                                        "taxa",
                                        "TaxTaxonomyRef_tab",
                                        value("irn"),
                                        value("ClaGenus"),
                                        new Group("comname", List.of(value("ComName_tab"), value("ComStatus_tab"))),
                                        new Reverse(
                                                "relatedspecies",
                                                "enarratives",
                                                "TaxTaxaRef_tab",
                                                List.of(value("irn"), value("DetPurpose_tab")))))));
        assertThat(Columns.parse("children=<ecatalogue:AssParentObjectRef>.(irn, SummaryData, "
                        + "Location=LocCurrentLocationRef.(LocLocationName, LocBarcode), TitBarcode)"))
                .containsExactly(new Reverse(
                        "children",
                        "ecatalogue",
                        "AssParentObjectRef",
                        List.of(
                                value("irn"),
                                value("SummaryData"),
                                reference(
                                        "Location",
                                        "LocCurrentLocationRef",
                                        value("LocLocationName"),
                                        value("LocBarcode")),
                                value("TitBarcode"))));
        assertThat(Columns.parse("image.resource{height:300,source:master,source:thumbnail}"))
                .containsExactly(reference(
                        "image",
                        "image",
                        new Value(
                                "resource",
                                "resource",
                                List.of(),
                                List.of(
                                        new Modifier("height", "300"),
                                        new Modifier("source", "master"),
                                        new Modifier("source", "thumbnail")))));
        assertThat(Columns.parse("images.(master,title=MulTitle)"))
                .containsExactly(reference("images", "images", value("master"), value("title", "MulTitle")));
    }

    @Test
    void shouldGiveOneKeyForAColumnAskedTwice() {
        assertThat(Columns.parse("A,B,A")).containsExactly(value("A"), value("B"));
        assertThat(Columns.parse("x=A,B,x=C")).containsExactly(value("x", "C"), value("B"));
        assertThat(Columns.parse(List.of("Ref.A", "Other", "Ref.(B,A)", "Ref.[C_tab]")))
                .containsExactly(
                        reference("Ref", "Ref", value("A"), value("B"), new Group("group1", List.of(value("C_tab")))),
                        value("Other"));
        assertThat(Columns.parse("<e:R>.A,<e:R>.B"))
                .containsExactly(new Reverse("e:R", "e", "R", List.of(value("A"), value("B"))));
        assertThat(Columns.parse("R.(A,B,A)")).containsExactly(reference("R", "R", value("A"), value("B")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A B           | 2",
                "A,Ref.        | 6",
                "A,Ref.()      | 7",
                "[A            | 2",
                "[]            | 1",
                "(A)           | 0",
                "A)            | 1",
                "x=            | 2",
                "x=y=A         | 3",
                "Ref(A,B)      | 5",
                "Ref.(A;B)     | 6",
                "r(w>=)        | 5",
                "r(w<  =3)     | 6",
                "r(w==1        | 6",
                "r{a}          | 3",
                "r{a:}         | 4",
                "r{a:1}{b:2}   | 6",
                "<e>           | 2",
                "<e:1>         | 3",
                "-A            | 0",
                "1A            | 0",
                "Zoë           | 2",
                "A.'B'         | 2",
            })
    void shouldSayWhereAMistakeStands(String text, long index) {
        assertThatThrownBy(() -> Columns.parse(List.of("good", text)))
                .isInstanceOfSatisfying(ColumnsException.class, e -> {
                    assertThat(e.id()).isEqualTo("ModuleColumnSyntax");
                    assertThat(e.args().get(1)).isEqualTo(index);
                    assertThat(e.args().get(2)).isEqualTo(text);
                })
                .hasMessageContaining("at character " + (index + 1));
    }

    @Test
    void shouldRefuseTooMuch() {
        String deepest = "A.".repeat(Columns.MAX_DEPTH - 1) + "B";
        assertThat(Columns.parse(deepest)).hasSize(1);
        assertThatThrownBy(() -> Columns.parse("A." + deepest)).hasMessageContaining("columns-depth = 16");
        assertThatThrownBy(() -> Columns.parse("[".repeat(60_000))).hasMessageContaining("columns-depth = 16");
        assertThatThrownBy(() -> Columns.parse(List.of("A".repeat(40_000), "A".repeat(30_000))))
                .hasMessageContaining("columns-length = 65536");
        List<String> many = new ArrayList<>();
        for (int i = 0; i < Columns.MAX_COUNT; i++) {
            many.add("A" + i);
        }
        assertThat(Columns.parse(many)).hasSize(Columns.MAX_COUNT);
        many.add("B");
        assertThatThrownBy(() -> Columns.parse(many)).hasMessageContaining("columns-count = 1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"r{a:1}(b==2).C", "r ( b==2 ) { a : 1 } . ( C )"})
    void shouldTakeFiltersAndModifiersInEitherOrder(String text) {
        assertThat(Columns.print(Columns.parse(text))).isEqualTo("r(b==2){a:1}.(C)");
    }

    @Test
    void shouldRefuseOtherTypes() {
        assertThatThrownBy(() -> Columns.parse(1L)).hasMessageContaining("not a Long");
        assertThatThrownBy(() -> Columns.parse(List.of("A", true))).hasMessageContaining("not a Boolean");
    }
}
