package io.fairlead.catalogue.jdbc;

import static io.fairlead.catalogue.jdbc.Catalogues.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.catalogue.Call;
import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.CatalogueException.Kind;
import io.fairlead.catalogue.Irns;
import io.fairlead.catalogue.Operator;
import io.fairlead.catalogue.Query;
import io.fairlead.catalogue.RecordFilter;
import io.fairlead.catalogue.Records;
import io.fairlead.catalogue.Referring;
import io.fairlead.catalogue.SortKey;
import io.fairlead.catalogue.SortOptions;
import io.fairlead.catalogue.SortOptions.Comparison;
import io.fairlead.catalogue.Sorted;
import io.fairlead.catalogue.Value;
import io.fairlead.catalogue.View;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a view does, whatever the database. */
@Timeout(60)
abstract class ViewContract {
    private static final String DEFINITIONS = """
            {
              "people": {"columns": {"Name": "text", "Shown": "text"}},
              "finds": {
                "columns": {
                  "Title": "text", "Note": "text", "Year": "integer", "Height": "decimal", "Found": "date",
                  "Shown": "text", "OwnerRef": "reference people", "Tags_tab": "text",
                  "MakerRef_tab": "reference people", "Role_tab": "text", "Seen0": "date",
                  "Lat_nesttab": "decimal", "ByRef_nesttab": "reference people"
                },
                "groups": {"Making": ["MakerRef_tab", "Role_tab"]}
              }
            }
            """;

    private JdbcCatalogue catalogue;
    private View all;
    private View shown;

    abstract String jdbcUrl();

    JdbcCatalogue open() throws SQLException, IOException {
        return Catalogues.open(jdbcUrl(), DEFINITIONS);
    }

    @BeforeEach
    void fill() throws SQLException, IOException {
        catalogue = open();
        all = catalogue.view(RecordFilter.everything());
        shown = catalogue.view(RecordFilter.where("Shown", "yes"));
        person(1, "Ångström, Anders", "Yes");
        person(2, "Turner, Joseph", "Yes");
        person(3, "Hidden, Harry", "No");
        find(
                10,
                "Title",
                "Sea View; morning",
                "Note",
                "first\r\nsecond \"quoted\" ½",
                "Year",
                "1832",
                "Height",
                "12.50",
                "Found",
                "Apr 4 2011",
                "Shown",
                "Yes",
                "OwnerRef",
                "2",
                "Tags_tab",
                list("boat", "Blue Sea"),
                "MakerRef_tab",
                list("2", "3"),
                "Role_tab",
                list("artist"),
                "Seen0",
                list("2011", "2014-10-01"),
                "Lat_nesttab",
                new Value.Nested(List.of(List.of("1.5", "-2"), List.of(), List.of("3"))),
                "ByRef_nesttab",
                new Value.Nested(List.of(List.of("1"), List.of("2", "3"))));
        find(
                20,
                "Title",
                "Seaview STRASSE",
                "Year",
                "-40",
                "Height",
                "-3",
                "Found",
                "2011",
                "Shown",
                "yes",
                "OwnerRef",
                "1",
                "Tags_tab",
                list("Éclair au café"),
                "MakerRef_tab",
                list("2"),
                "Role_tab",
                list(null, "printer"));
        find(30, "Title", "straße", "Year", "1900", "Height", "100", "Found", "01/05/2012", "Shown", "No");
        find(40, "Title", "日本 image", "Height", "0", "Found", "Oct 2014", "Shown", "YES", "OwnerRef", "2");
    }

    @AfterEach
    void close() {
        catalogue.close();
    }

    private void person(int irn, String name, String isShown) {
        all.insert(
                "people",
                Map.of("irn", Value.of(Integer.toString(irn)), "Name", Value.of(name), "Shown", Value.of(isShown)),
                call());
    }

    private void find(int irn, Object... namesAndValues) {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("irn", Value.of(Integer.toString(irn)));
        for (int at = 0; at < namesAndValues.length; at += 2) {
            Object value = namesAndValues[at + 1];
            values.put(
                    namesAndValues[at].toString(),
                    value instanceof Value already ? already : Value.of(value.toString()));
        }
        assertThat(all.insert("finds", values, call())).isEqualTo(irn);
    }

    private static Value list(String... texts) {
        return new Value.Entries(Arrays.asList(texts));
    }

    private static int[] search(View view, Query query) {
        return view.search("finds", query, 100, call()).irns().toArray();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Title | matches | sea | 10",
                "Title | contains | VIEW sea | 10",
                "Title | contains | sea boat | ",
                "Title | contains | strasse | 20,30",
                "Title | contains | 日本 | 40",
                "Title | contains | ?! | ",
                "Title | contains | `` | 10,20,30,40",
                "Title | = | SEA view; Morning | 10",
                "Title | = | sea view | ",
                "Title | <> | straße | 10,20,40",
                "Title | < | seaview | 10",
                "Title | <= | seaview strasse | 10,20",
                "Title | > | seaview strasse | 30,40",
                "Title | >= | STRASSE | 30,40",
                "Note | contains | 1⁄2 | 10",
                "Note | is null | | 20,30,40",
                "Tags_tab | contains | blue boat | 10",
                "Tags_tab | contains | cafe eclair | 20",
                "Tags_tab | = | blue sea | 10",
                "Tags_tab | <> | boat | 20",
                "Year | matches | 1832 | 10",
                "Year | contains | 1832 | 10",
                "Year | = | 1900 | 30",
                "Year | <> | 1900 | 10,20",
                "Year | < | 0 | 20",
                "Year | <= | 1832 | 10,20",
                "Year | > | 1832 | 30",
                "Year | >= | -40 | 10,20,30",
                "Year | is null | | 40",
                "Height | = | 12.5 | 10",
                "Height | = | 1.0E2 | 30",
                "Height | < | 0 | 20",
                "Height | < | 12.51 | 10,20,40",
                "Height | >= | -3.0 | 10,20,30,40",
                "Height | > | 9 | 10,30",
                "Lat_nesttab | = | -2.0 | 10",
                "Lat_nesttab | <> | 3 | ",
                "Found | = | 2011-04-04 | 10",
                "Found | = | 2011 | 10,20",
                "Found | = | April 2011 | 10",
                "Found | <> | 2011 | 30,40",
                "Found | > | Apr 4 2011 | 20,30,40",
                "Found | < | Apr 4 2011 | 20",
                "Found | <= | 4 Apr 2011 | 10,20",
                "Found | >= | 2012-05-01T00:00:00 | 30,40",
                "Found | > | 2012 | 40",
                "Seen0 | = | Oct 2014 | 10",
                "Seen0 | > | 2015 | ",
                "OwnerRef | matches | 2 | 10,40",
                "OwnerRef | = | 1 | 20",
                "MakerRef_tab | = | 3 | 10",
                "ByRef_nesttab | contains | 3 | 10",
                "irn | = | 20 | 20",
                "irn | > | 20 | 30,40",
                "irn | <= | 20 | 10,20",
                "irn | <> | 20 | 10,30,40",
            })
    void shouldCompareEveryKindByEveryOperator(String column, String operator, String value, String irns) {
        Query query = Query.compare(column, Operator.named(operator).orElseThrow(), value == null ? "" : value);
        int[] expected = irns == null
                ? new int[0]
                : Arrays.stream(irns.split(",")).mapToInt(Integer::parseInt).toArray();

        assertThat(search(all, query)).containsExactly(expected);
        assertThat(all.count("finds", query, call())).isEqualTo(expected.length);
    }

    @Test
    void shouldCombineConditions() {
        Query sea = Query.compare("Title", Operator.CONTAINS, "sea");
        Query early = Query.compare("Year", Operator.LESS, "1900");
        Query alias = new Query.Compare(List.of("Note", "Tags_tab", "Title"), Operator.CONTAINS, "strasse");

        assertThat(search(all, new Query.All())).containsExactly(10, 20, 30, 40);
        assertThat(search(all, new Query.And(List.of()))).containsExactly(10, 20, 30, 40);
        assertThat(search(all, Query.none())).isEmpty();
        assertThat(search(all, new Query.And(List.of(sea, early)))).containsExactly(10);
        assertThat(search(all, new Query.Or(List.of(sea, alias)))).containsExactly(10, 20, 30);
        assertThat(search(all, new Query.Not(early))).containsExactly(30, 40);
        assertThat(search(all, new Query.HasKey(Irns.of(40, 99, -1, 10)))).containsExactly(10, 40);
    }

    @Test
    void shouldHideWhatTheFilterHidesEverywhere() {
        Query strasse = Query.compare("Title", Operator.CONTAINS, "strasse");

        assertThat(search(shown, new Query.All())).containsExactly(10, 20, 40);
        assertThat(search(shown, strasse)).containsExactly(20);
        assertThat(search(shown, new Query.Not(strasse))).containsExactly(10, 40);
        assertThat(search(shown, new Query.HasKey(Irns.of(30)))).isEmpty();
        assertThat(shown.count("finds", new Query.All(), call())).isEqualTo(3);
        assertThat(shown.records("finds", Irns.of(30, 40), List.of("Title"), call())
                        .irn(0))
                .isEqualTo(40);
        assertThat(shown.records("people", Irns.of(3), List.of("Name"), call()).size())
                .isZero();
        assertThat(shown.sort(
                                "finds",
                                Irns.of(10, 20, 30, 40),
                                List.of(new SortKey("irn", true)),
                                SortOptions.defaults(),
                                call())
                        .irns())
                .isEqualTo(Irns.of(40, 20, 10));
        all.update("finds", Irns.of(20), Map.of("Shown", Value.of("no")), call());
        assertThat(shown.referring("finds", "MakerRef_tab", Irns.of(2, 3), 10, call())
                        .byTarget())
                .as("through the people 2, who is shown, and 3, who is not")
                .containsExactly(Irns.of(10), Irns.none());
        assertThat(shown.remove("finds", Irns.of(20, 30), call())).isEqualTo(Irns.none());
        assertThat(catalogue.view(module -> Query.none()).count("finds", new Query.All(), call()))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "MakerRef_tab, =, 3, ''",
        "MakerRef_tab, matches, 2, '10,20'",
        "MakerRef_tab, >, 2, ''",
        "MakerRef_tab, >=, 2, '10,20'",
        "MakerRef_tab, <>, 2, ''",
        "ByRef_nesttab, <>, 9, 10",
        "ByRef_nesttab, <=, 1, 10",
        "OwnerRef, <, 2, 20",
        "OwnerRef, is null, '', 50",
        "OwnerRef, >, 2, 60"
    })
    void shouldCountAReferenceToAHiddenRecordAsEmpty(String column, String operator, String value, String irns) {
        find(50, "OwnerRef", "3", "Shown", "yes");
        find(60, "OwnerRef", "99", "Shown", "yes");

        Query query = Query.compare(column, Operator.named(operator).orElseThrow(), value);

        assertThat(Arrays.stream(search(shown, query)).mapToObj(Integer::toString))
                .containsExactly(irns.isEmpty() ? new String[0] : irns.split(","));
    }

    @Test
    void shouldFetchAndSortAReferenceToAHiddenRecordAsEmpty() {
        find(50, "OwnerRef", "3", "Shown", "yes");
        SortOptions report = new SortOptions(Comparison.WORD_BASED, false, false, false, false, false, true);

        Records records = shown.records("finds", Irns.of(10, 50), List.of("MakerRef_tab", "OwnerRef"), call());
        Sorted sorted =
                shown.sort("finds", Irns.of(50, 10, 20), List.of(new SortKey("OwnerRef", false)), report, call());

        assertThat(records.references(0)).isEqualTo(Irns.of(2));
        assertThat(records.text(0, 0, 1)).isNull();
        assertThat(records.text(1, 1)).isNull();
        assertThat(sorted.irns()).isEqualTo(Irns.of(20, 10, 50));
        assertThat(sorted.report()).extracting(Sorted.Group::value).containsExactly("1", "2", "");
        assertThat(shown.update("finds", Irns.of(50), Map.of("Title", Value.of("x")), call()))
                .isEqualTo(Irns.of(50));
        assertThat(all.records("finds", Irns.of(50), List.of("OwnerRef"), call())
                        .reference(0, 0))
                .as("what could not be seen is kept by a change of something else")
                .isEqualTo(3);
    }

    @Test
    void shouldChangeOnlyWhatMayBeChangedAndAllOrNothing() {
        View some = catalogue.view(
                RecordFilter.everything(),
                module -> module.name().equals("finds")
                        ? Query.compare("Title", Operator.CONTAINS, "sea")
                        : Query.none());
        Map<String, Value> note = Map.of("Note", Value.of("changed"));

        assertThat(some.update("finds", Irns.of(10, 99), note, call())).isEqualTo(Irns.of(10));
        assertForbidden("20", () -> some.update("finds", Irns.of(10, 20), Map.of("Note", Value.of("again")), call()));
        assertForbidden("10", () -> some.update("finds", Irns.of(10), Map.of("Title", Value.of("lake")), call()));
        assertForbidden("30", () -> some.remove("finds", Irns.of(10, 30), call()));
        assertForbidden("41", () -> some.insert("finds", Map.of("Title", Value.of("lake")), call()));
        assertForbidden("1", () -> some.remove("people", Irns.of(1), call()));
        assertThat(some.insert("finds", Map.of("Title", Value.of("Sea")), call()))
                .isEqualTo(41);
        assertThat(search(all, Query.compare("Note", Operator.CONTAINS, "changed")))
                .containsExactly(10);
        assertThat(all.count("people", new Query.All(), call())).isEqualTo(3);
    }

    private static void assertForbidden(String irn, org.assertj.core.api.ThrowableAssert.ThrowingCallable change) {
        assertThatThrownBy(change).isInstanceOfSatisfying(CatalogueException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN);
            assertThat(e.arguments().get(1)).isEqualTo(irn);
        });
    }

    @Test
    void shouldNeverGiveANewRecordTheIrnOfARemovedOne() throws SQLException, IOException {
        int first = all.insert("finds", Map.of(), call());
        all.remove("finds", Irns.of(first, 10), call());
        int second = all.insert("finds", Map.of(), call());
        all.remove("finds", Irns.of(second), call());
        catalogue.close();
        catalogue = open();
        View again = catalogue.view(RecordFilter.everything());

        assertThat(List.of(first, second)).containsExactly(41, 42);
        assertThat(again.insert("finds", Map.of(), call())).isEqualTo(43);
        assertThat(again.insert("finds", Map.of("irn", Value.of("2147483647")), call()))
                .isEqualTo(Integer.MAX_VALUE);
        assertKind(Kind.REFUSED, () -> again.insert("finds", Map.of(), call()));
        assertThat(again.insert("people", Map.of(), call())).isEqualTo(4);
    }

    @Test
    void shouldFetchEveryShapeInTheOrderAsked() {
        List<String> columns = List.of(
                "Title",
                "irn",
                "Tags_tab",
                "Role_tab",
                "MakerRef_tab",
                "Lat_nesttab",
                "ByRef_nesttab",
                "Note",
                "Title");

        Records records = all.records("finds", Irns.of(40, 10, 99, 10, 20), columns, call());

        assertThat(List.of(records.irn(0), records.irn(1), records.irn(2))).containsExactly(40, 10, 20);
        assertThat(records.size()).isEqualTo(3);
        assertThat(records.rowOf(20)).isEqualTo(2);
        assertThat(records.rowOf(99)).isEqualTo(-1);
        assertThat(records.text(0, 0)).isEqualTo("日本 image").isEqualTo(records.text(0, 8));
        assertThat(records.text(1, 1)).isEqualTo("10");
        assertThat(records.text(1, 7)).isEqualTo("first\r\nsecond \"quoted\" ½");
        assertThat(records.text(2, 7)).isNull();
        assertThat(records.entries(0, 2)).isZero();
        assertThat(records.text(1, 2, 1)).isEqualTo("Blue Sea");
        assertThat(records.entries(2, 3)).isEqualTo(2);
        assertThat(records.text(2, 3, 0)).isNull();
        assertThat(records.text(2, 3, 1)).isEqualTo("printer");
        assertThat(records.entries(2, 4)).isEqualTo(1);
        assertThat(records.reference(1, 4, 1)).isEqualTo(3);
        assertThat(records.references(4)).isEqualTo(Irns.of(2, 3));
        assertThat(records.entries(1, 5)).isEqualTo(3);
        assertThat(records.entries(1, 5, 0)).isEqualTo(2);
        assertThat(records.entries(1, 5, 1)).isZero();
        assertThat(records.text(1, 5, 0, 1)).isEqualTo("-2");
        assertThat(records.reference(1, 6, 1, 1)).isEqualTo(3);
        assertThat(records.references(6)).isEqualTo(Irns.of(1, 2, 3));
        assertThatThrownBy(() -> records.text(1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> records.reference(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldFindWhatRefersToEachTarget() {
        Referring owners = all.referring("finds", "OwnerRef", Irns.of(3, 2, 1, 2), 10, call());
        Referring cut = all.referring("finds", "OwnerRef", Irns.of(2), 1, call());

        assertThat(owners.byTarget()).containsExactly(Irns.none(), Irns.of(10, 40), Irns.of(20), Irns.of(10, 40));
        assertThat(owners.cut()).isFalse();
        assertThat(cut.to(0)).isEqualTo(Irns.of(10));
        assertThat(cut.cut()).isTrue();
        assertThat(all.referring("finds", "ByRef_nesttab", Irns.of(2), 5, call())
                        .to(0))
                .isEqualTo(Irns.of(10));
    }

    private Sorted sort(SortOptions options, SortKey... keys) {
        return all.sort("finds", Irns.of(10, 20, 30, 40), List.of(keys), options, call());
    }

    @Test
    void shouldSortBySeveralKeysWithEmptyValuesAtOneEnd() {
        SortOptions plain = SortOptions.defaults();
        SortOptions nullLow = new SortOptions(Comparison.WORD_BASED, false, false, true, false, false, false);

        assertThat(sort(plain, new SortKey("Year", false)).irns()).isEqualTo(Irns.of(20, 10, 30, 40));
        assertThat(sort(plain, new SortKey("Year", true)).irns()).isEqualTo(Irns.of(30, 10, 20, 40));
        assertThat(sort(nullLow, new SortKey("Year", true)).irns()).isEqualTo(Irns.of(40, 30, 10, 20));
        assertThat(sort(plain, new SortKey("Height", false)).irns()).isEqualTo(Irns.of(20, 40, 10, 30));
        assertThat(sort(plain, new SortKey("Found", false)).irns()).isEqualTo(Irns.of(20, 10, 30, 40));
        assertThat(sort(plain, new SortKey("OwnerRef", true), new SortKey("irn", true))
                        .irns())
                .isEqualTo(Irns.of(40, 10, 20, 30));
        assertThat(sort(plain, new SortKey("Title", false)).irns()).isEqualTo(Irns.of(10, 20, 30, 40));
    }

    @Test
    void shouldCompareTextAsTheFlagsSay() {
        person(11, "b  a", "x");
        person(12, "B, a", "x");
        person(13, " a b", "x");
        Irns names = Irns.of(11, 12, 13);

        assertThat(names(names, Comparison.WORD_BASED, false, false)).isEqualTo(Irns.of(13, 11, 12));
        assertThat(names(names, Comparison.WORD_BASED, true, false)).isEqualTo(Irns.of(12, 13, 11));
        assertThat(names(names, Comparison.FULL_TEXT, false, false)).isEqualTo(Irns.of(13, 11, 12));
        assertThat(names(Irns.of(12, 11), Comparison.FULL_TEXT, false, false)).isEqualTo(Irns.of(11, 12));
        assertThat(names(Irns.of(12, 11), Comparison.WORD_BASED, false, false)).isEqualTo(Irns.of(12, 11));
        assertThat(names(Irns.of(12, 11), Comparison.COMPRESS_SPACES, false, false))
                .isEqualTo(Irns.of(11, 12));
        assertThat(names(Irns.of(12, 13, 11), Comparison.WORD_BASED, false, true))
                .isEqualTo(Irns.of(12, 13, 11));
    }

    private Irns names(Irns irns, Comparison comparison, boolean caseSensitive, boolean orderInsensitive) {
        SortOptions options = new SortOptions(comparison, caseSensitive, orderInsensitive, false, false, false, false);
        return all.sort("people", irns, List.of(new SortKey("Name", false)), options, call())
                .irns();
    }

    @Test
    void shouldReportTheValuesOfEachKey() {
        SortOptions report = new SortOptions(Comparison.WORD_BASED, false, false, false, false, false, true);

        assertThat(sort(report, new SortKey("OwnerRef", false), new SortKey("Role_tab", false))
                        .report())
                .containsExactly(
                        new Sorted.Group("1", 1, List.of(new Sorted.Group("printer", 1, List.of()))),
                        new Sorted.Group(
                                "2",
                                2,
                                List.of(new Sorted.Group("artist", 1, List.of()), new Sorted.Group("", 1, List.of()))),
                        new Sorted.Group("", 1, List.of(new Sorted.Group("", 1, List.of()))));
        assertThat(sort(SortOptions.defaults(), new SortKey("OwnerRef", false)).report())
                .isEmpty();
    }

    @Test
    void shouldChangeWhatIsFoundWithTheRecord() {
        assertThat(all.update("finds", Irns.of(10, 99), Map.of("Title", Value.of("Moor"), "Tags_tab", list()), call()))
                .isEqualTo(Irns.of(10));

        assertThat(search(all, Query.compare("Title", Operator.CONTAINS, "sea")))
                .isEmpty();
        assertThat(search(all, Query.compare("Title", Operator.EQUAL, "moor"))).containsExactly(10);
        assertThat(search(all, Query.compare("Tags_tab", Operator.IS_NULL, ""))).containsExactly(10, 30, 40);
        assertThat(all.records("finds", Irns.of(10), List.of("Role_tab"), call())
                        .text(0, 0, 0))
                .isEqualTo("artist");

        assertThat(all.remove("finds", Irns.of(10, 11), call())).isEqualTo(Irns.of(10));
        assertThat(search(all, new Query.All())).containsExactly(20, 30, 40);
        assertThat(all.referring("finds", "MakerRef_tab", Irns.of(3), 10, call())
                        .to(0))
                .isEqualTo(Irns.none());
        assertThat(all.insert("finds", Map.of("Title", Value.of("new")), call()))
                .isEqualTo(41);
    }

    @Test
    void shouldRefuseChangesThatCannotBe() {
        assertKind(Kind.REFUSED, () -> all.insert("people", Map.of("irn", Value.of("1")), call()));
        assertKind(Kind.REFUSED, () -> shown.insert("people", Map.of("Shown", Value.of("no")), call()));
        assertKind(Kind.REFUSED, () -> all.update("people", Irns.of(1), Map.of("irn", Value.of("5")), call()));
        assertKind(Kind.REFUSED, () -> shown.update("people", Irns.of(1), Map.of("Shown", Value.of("no")), call()));
        assertKind(Kind.WRONG_KIND, () -> all.insert("finds", Map.of("Tags_tab", Value.of("x")), call()));
        assertKind(Kind.BAD_VALUE, () -> all.insert("finds", Map.of("Year", Value.of("MDCCC")), call()));
        assertKind(Kind.BAD_VALUE, () -> all.insert("finds", Map.of("OwnerRef", Value.of("-2")), call()));
        assertKind(Kind.BAD_VALUE, () -> all.insert("finds", Map.of("Title", Value.of("a\0b")), call()));
        assertThat(all.count("people", new Query.All(), call())).isEqualTo(3);
        assertThat(all.count("finds", new Query.All(), call())).isEqualTo(4);
    }

    @Test
    void shouldNameTheCallersMistake() {
        Query year = Query.compare("Year", Operator.EQUAL, "about 1800");
        Query unknown = Query.compare("Title\" OR 1=1 --", Operator.EQUAL, "x");

        assertKind(Kind.UNKNOWN_MODULE, () -> all.count("nothing", new Query.All(), call()));
        assertKind(Kind.UNKNOWN_COLUMN, () -> search(all, unknown));
        assertKind(Kind.UNKNOWN_COLUMN, () -> all.records("finds", Irns.of(10), List.of("title"), call()));
        assertKind(Kind.WRONG_KIND, () -> all.referring("finds", "Title", Irns.of(1), 5, call()));
        assertKind(
                Kind.TOO_MANY, () -> search(all, new Query.Or(java.util.Collections.nCopies(2000, new Query.All()))));
        assertKind(Kind.TOO_MANY, () -> all.records("finds", Irns.of(new int[100_001]), List.of("Title"), call()));
        assertThatThrownBy(() -> search(all, year)).isInstanceOfSatisfying(CatalogueException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.BAD_VALUE);
            assertThat(e.arguments()).containsExactly("finds", "Year", "about 1800");
        });
    }

    @Test
    void shouldTakeHostileTextAsText() {
        String hostile = "'; DROP TABLE \"finds\"; -- \" \\ %_ ; \uD800";

        int irn = all.insert("finds", Map.of("Title", Value.of(hostile)), call());

        assertThat(search(all, Query.compare("Title", Operator.EQUAL, hostile))).containsExactly(irn);
        assertThat(search(all, Query.compare("Title", Operator.CONTAINS, "%"))).isEmpty();
    }

    @Test
    void shouldCutAResultAtTheLimit() {
        assertThat(all.search("finds", new Query.All(), 2, call()).irns()).isEqualTo(Irns.of(10, 20));
        assertThat(all.search("finds", new Query.All(), 2, call()).cut()).isTrue();
        assertThat(all.search("finds", new Query.All(), 4, call()).cut()).isFalse();
    }

    @Test
    void shouldEndACallThatWasCancelled() {
        Call call = call();
        call.cancel();

        assertKind(Kind.CANCELLED, () -> all.count("finds", Query.compare("Year", Operator.LESS, "3"), call));
        assertThat(all.count("finds", new Query.All(), call())).isEqualTo(4);
    }

    @Test
    void shouldEndAChangeThatWaitsTooLongAndKeepNothingOfIt() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread holder = new Thread(() -> {
            try {
                catalogue.change(call(), session -> {
                    inside.countDown();
                    return holdUntil(free);
                });
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        holder.start();
        inside.await();

        Call hasty = Call.within(Duration.ofMillis(50));
        assertKind(Kind.TIME_OUT, () -> all.remove("finds", Irns.of(10), hasty));
        assertThat(search(all, new Query.All())).containsExactly(10, 20, 30, 40);

        free.countDown();
        holder.join();
        assertThat(failure.get()).isNull();
    }

    @Test
    void shouldFindEverythingAgainAfterBeingClosed() throws SQLException, IOException {
        catalogue.close();
        catalogue = open();
        View again = catalogue.view(RecordFilter.everything());

        assertThat(search(again, Query.compare("Tags_tab", Operator.CONTAINS, "cafe")))
                .containsExactly(20);
        assertThat(again.records("finds", Irns.of(10), List.of("Lat_nesttab"), call())
                        .text(0, 0, 2, 0))
                .isEqualTo("3");
    }

    private static boolean holdUntil(CountDownLatch free) {
        try {
            return free.await(20, java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertKind(Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.kind())
                .isEqualTo(kind));
    }
}
