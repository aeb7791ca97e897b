package io.fairlead.imu.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalogue.Call;
import io.fairlead.catalogue.Catalogue;
import io.fairlead.catalogue.RecordFilter;
import io.fairlead.catalogue.Value;
import io.fairlead.catalogue.View;
import io.fairlead.catalogue.jdbc.H2Catalogues;
import io.fairlead.imu.testing.Server;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Column specifications of the length and depth that museums' web sites use. */
@Timeout(30)
class MuseumSpecificationTest {
    private static final String DEFINITIONS = """
            {"ecatalogue": {"columns": {
                "SummaryData": "text", "IdeTypeStatus_tab": "text", "IdeDateIdentified0": "date",
                "IdeIdentifiedByRef_nesttab": "reference eparties", "TaxTaxonomyRef_tab": "reference etaxonomy",
                "AssParentObjectRef": "reference ecatalogue", "LocCurrentLocationRef": "reference elocations",
                "TitBarcode": "text", "AdmPublishWebNoPassword": "text"}},
             "eparties": {"columns": {
                "NamFullName": "text", "NamSource": "text", "AdmPublishWebNoPassword": "text"}},
             "etaxonomy": {"columns": {
                "ClaGenus": "text", "ComName_tab": "text", "ComStatus_tab": "text", "AdmPublishWebNoPassword": "text"}},
             "enarratives": {"columns": {
                "DetPurpose_tab": "text", "TaxTaxaRef_tab": "reference etaxonomy", "AdmPublishWebNoPassword": "text"}},
             "elocations": {"columns": {
                "LocLocationName": "text", "LocBarcode": "text", "AdmPublishWebNoPassword": "text"}},
             "esites": {"columns": {
                "LatLongitudeDecimal_nesttab": "text", "LatLatitudeDecimal_nesttab": "text", "LatDatum_tab": "text",
                "LatDeterminedByRef_tab": "reference eparties", "LatDetDate0": "date", "LatPreferred_tab": "text",
                "AdmPublishWebNoPassword": "text"}}}
            """;

    private static Catalogue catalogue;
    private static Server server;

    @BeforeAll
    static void start() {
        catalogue = H2Catalogues.inMemory("specifications", DEFINITIONS);
        insert("eparties", "irn", "1", "NamFullName", "Ada Finder", "NamSource", "letter");
        insert("eparties", "irn", "2", "NamFullName", "Bo Namer");
        insert(
                "etaxonomy",
                "irn",
                "7",
                "ClaGenus",
                "Felis",
                "ComName_tab",
                List.of("cat", "Katze"),
                "ComStatus_tab",
                List.of("preferred"));
        insert("enarratives", "irn", "9", "DetPurpose_tab", List.of("web"), "TaxTaxaRef_tab", List.of("7"));
        insert("elocations", "irn", "5", "LocLocationName", "Shelf 3", "LocBarcode", "L3");
        insert(
                "ecatalogue",
                "irn",
                "100",
                "SummaryData",
                "A parent",
                "IdeTypeStatus_tab",
                List.of("Holotype", "Paratype"),
                "IdeDateIdentified0",
                List.of("1901-02-03"),
                "IdeIdentifiedByRef_nesttab",
                new Value.Nested(List.of(List.of("1", "2"), List.of("2"))),
                "TaxTaxonomyRef_tab",
                List.of("7"));
        insert(
                "ecatalogue",
                "irn",
                "101",
                "SummaryData",
                "A child",
                "AssParentObjectRef",
                "100",
                "LocCurrentLocationRef",
                "5",
                "TitBarcode",
                "B1");
        insert("ecatalogue", "irn", "102", "SummaryData", "Another", "AssParentObjectRef", "100");
        insert(
                "esites",
                "irn",
                "3",
                "LatLongitudeDecimal_nesttab",
                new Value.Nested(List.of(List.of("145.123456"), List.of("10.5", "10.6"))),
                "LatLatitudeDecimal_nesttab",
                new Value.Nested(List.of(List.of("-37.5"))),
                "LatDatum_tab",
                List.of("WGS84", "AGD66"),
                "LatDeterminedByRef_tab",
                List.of("1"),
                "LatDetDate0",
                List.of("2001-01-01"),
                "LatPreferred_tab",
                List.of("Yes", "No"));
        server = new Server(catalogue, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
        H2Catalogues.close(catalogue);
    }

    private static void insert(String module, Object... columnsAndValues) {
        View view = catalogue.view(RecordFilter.everything());
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            Object value = columnsAndValues[i + 1];
            values.put(
                    (String) columnsAndValues[i],
                    value instanceof Value ready
                            ? ready
                            : value instanceof List<?> texts
                                    ? new Value.Entries(Arrays.asList(texts.toArray(new String[0])))
                                    : Value.of((String) value));
        }
        values.put("AdmPublishWebNoPassword", Value.of("Yes"));
        view.insert(module, values, Call.within(Duration.ofSeconds(10)));
    }

    /** Fetches one column of one record, and returns the reply's lines between rownum and the row's end. */
    private static String fetch(String module, int irn, String columns) {
        String found = server.connect()
                .ask("{\"method\":\"findKey\",\"params\":" + irn + ",\"name\":\"Module\",\"create\":\"" + module
                        + "\",\"destroy\":0}");
        String id = found.replaceAll("(?s).*\"id\" : \"([0-9a-f]*)\".*", "$1");
        String reply = server.connect()
                .ask("{\"method\":\"fetch\",\"params\":{\"flag\":\"start\",\"offset\":0,\"count\":1,\"columns\":\""
                        + columns + "\"},\"id\":\"" + id + "\"}");
        return reply.replaceAll("(?s).*\"irn\" : " + irn + "(.*?)\r\n\t\t\t}.*", "$1")
                .replaceAll("\\s", "");
    }

    @Test
    void shouldGiveIdentificationsWithTheirTaxa() {
        assertThat(fetch(
                        "ecatalogue",
                        100,
                        "identifications=[IdeTypeStatus_tab,identifiers=IdeIdentifiedByRef_nesttab.(NamFullName,"
                                + "NamSource),IdeDateIdentified0,taxa=TaxTaxonomyRef_tab.(irn,ClaGenus,"
                                + "comname=[ComName_tab,ComStatus_tab],relatedspecies=<enarratives:TaxTaxaRef_tab>"
                                + ".(irn,DetPurpose_tab))]"))
                .isEqualTo("""
                        ,"identifications":[{"IdeTypeStatus_tab":"Holotype","identifiers":[
                        {"NamFullName":"AdaFinder","NamSource":"letter"},{"NamFullName":"BoNamer","NamSource":null}],
                        "IdeDateIdentified0":"1901-02-03","taxa":{"irn":7,"ClaGenus":"Felis","comname":[
                        {"ComName_tab":"cat","ComStatus_tab":"preferred"},{"ComName_tab":"Katze","ComStatus_tab":null}],
                        "relatedspecies":[{"irn":9,"DetPurpose_tab":["web"]}]}},
                        {"IdeTypeStatus_tab":"Paratype","identifiers":[{"NamFullName":"BoNamer","NamSource":null}],
                        "IdeDateIdentified0":null,"taxa":null}]""".replace("\n", ""));
    }

    @Test
    void shouldGiveChildrenByAReverseReference() {
        assertThat(fetch(
                        "ecatalogue",
                        100,
                        "children=<ecatalogue:AssParentObjectRef>.(irn, SummaryData,"
                                + " Location=LocCurrentLocationRef.(LocLocationName, LocBarcode), TitBarcode)"))
                .isEqualTo("""
                        ,"children":[{"irn":101,"SummaryData":"Achild","Location":{"LocLocationName":"Shelf3",
                        "LocBarcode":"L3"},"TitBarcode":"B1"},
                        {"irn":102,"SummaryData":"Another","Location":null,"TitBarcode":null}]""".replace("\n", ""));
    }

    @Test
    void shouldGiveCoordinatesRowByRow() {
        assertThat(fetch(
                        "esites",
                        3,
                        "latlong=[LatLongitudeDecimal_nesttab,LatLatitudeDecimal_nesttab,LatDatum_tab,"
                                + "determinedBy=LatDeterminedByRef_tab.(NamFullName),LatDetDate0,LatPreferred_tab]"))
                .isEqualTo("""
                        ,"latlong":[{"LatLongitudeDecimal_nesttab":["145.123456"],"LatLatitudeDecimal_nesttab":["-37.5"],
                        "LatDatum_tab":"WGS84","determinedBy":{"NamFullName":"AdaFinder"},"LatDetDate0":"2001-01-01",
                        "LatPreferred_tab":"Yes"},{"LatLongitudeDecimal_nesttab":["10.5","10.6"],
                        "LatLatitudeDecimal_nesttab":[],"LatDatum_tab":"AGD66","determinedBy":null,"LatDetDate0":null,
                        "LatPreferred_tab":"No"}]""".replace("\n", ""));
    }

    @Test
    void shouldTakeFiltersAndModifiersWhereThereIsNoMultimedia() {
        assertThat(fetch(
                        "ecatalogue",
                        100,
                        "image.resource{height:300,source:master,source:thumbnail},images(width<200)"))
                .isEqualTo(",\"image\":null,\"images\":[]");
    }
}
