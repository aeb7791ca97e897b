package io.fairlead.imu.testing;

import io.fairlead.catalogue.Call;
import io.fairlead.catalogue.Catalogue;
import io.fairlead.catalogue.Irns;
import io.fairlead.catalogue.RecordFilter;
import io.fairlead.catalogue.Value;
import io.fairlead.catalogue.View;
import io.fairlead.catalogue.jdbc.H2Catalogues;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A small museum in memory: four people who may be seen and one who may not, and their works. */
public final class Museum implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String DEFINITIONS = """
            {"eparties": {"columns": {
                "NamTitle": "text", "NamFirst": "text", "NamLast": "text", "NamOrganisation": "text",
                "NamRoles_tab": "text", "NamOtherNames_tab": "text", "BioBirthYear": "integer",
                "BioDates_nesttab": "text", "LatX": "decimal", "SummaryData": "text", "AdmDateInserted": "date",
                "AdmTimeInserted": "text", "AdmDateModified": "date", "AdmPublishWebNoPassword": "text",
                "AdmPublishWebPassword": "text", "MulMultiMediaRef_tab": "reference emultimedia"}},
             "ecatalogue": {"columns": {
                "TitMainTitle": "text", "CreCreatorRef_tab": "reference eparties", "CreRole_tab": "text",
                "OwnOwnerRef": "reference eparties", "IdeIdentifiedByRef_nesttab": "reference eparties",
                "IdeDateIdentified0": "date", "AssParentObjectRef": "reference ecatalogue",
                "MulMultiMediaRef_tab": "reference emultimedia", "AdmPublishWebNoPassword": "text"},
              "groups": {"Creation": ["CreCreatorRef_tab", "CreRole_tab"]}},
             "emultimedia": {"columns": {
                "MulTitle": "text", "MulIdentifier": "text", "MulMimeType": "text", "MulMimeFormat": "text",
                "MulFile": "text", "DocIdentifier_tab": "text", "DocFile_tab": "text", "SupIdentifier_tab": "text",
                "SupUsage_tab": "text", "SupFile_tab": "text", "AdmPublishWebNoPassword": "text"},
              "groups": {"Resolutions": ["DocIdentifier_tab", "DocFile_tab"],
                         "Supplementary": ["SupIdentifier_tab", "SupUsage_tab", "SupFile_tab"]}},
             "eluts": {"columns": {
                "Name": "text", "LangId": "integer", "Value000": "text", "Value001": "text", "Value002": "text",
                "AdmPublishWebNoPassword": "text"}},
             "eregistry": {"columns": {
                "Key1": "text", "Key2": "text", "Key3": "text", "Value": "text", "AdmPublishWebNoPassword": "text"}},
             "estatistics": {"columns": {
                "Key1": "text", "Key2": "text", "Date": "date", "Value": "decimal", "AdmPublishWebNoPassword": "text"}}}
            """;

    private final Catalogue catalogue;

    /** Makes the museum. */
    public Museum() {
        this("jdbc:h2:mem:museum" + NUMBER.incrementAndGet());
    }

    /** Makes the museum in a database that is empty. */
    public Museum(String jdbcUrl) {
        catalogue = H2Catalogues.open("museum", jdbcUrl, DEFINITIONS);
        View view = catalogue.view(RecordFilter.everything());
        person(view, 1, "Mr", "John", "Smith", 1950, List.of("Artist", "Author"));
        person(view, 2, "Ms", "Kate", "Wood", 1960, List.of("Donor"));
        person(view, 3, "", "Chlo\u00e9 \"Z\" \\ \u4e2d", "multi\nline\ttab", 1970, List.of());
        person(view, 4, "Mr", "D", "Wood", 1980, List.of("Artist"));
        insert(view, "eparties", Map.of("irn", "5", "NamLast", "Hidden", "AdmPublishWebNoPassword", "No"));
        work(view, 11, "The Storm", List.of("1", "5"), List.of("maker", "helper"), "2");
        work(view, 12, "Calm", List.of("1"), List.of("maker"), "5");
        work(view, 13, "Still", List.of(), List.of(), "");
        lists(view);
    }

    private static void lists(View view) {
        entry(view, "Roles", "", "Artist", "Painter", "Yes");
        entry(view, "Roles", "", "Artist", "Sculptor", "No");
        entry(view, "Roles", "1", "Artiste", "Peintre", "Yes");
        entry(view, "Roles", "", "Donor", "", "Yes");
        published(view, "eregistry", Map.of("Key1", "Group", "Key2", "Default", "Key3", "Colour", "Value", "blue"));
        published(view, "eregistry", Map.of("Key1", "Group", "Key2", "Default", "Value", "on"));
        published(view, "estatistics", Map.of("Key1", "visits", "Date", "2014-01-01", "Value", "3"));
        published(view, "estatistics", Map.of("Key1", "visits", "Date", "2014-02-01", "Value", "4.5"));
    }

    private static void entry(View view, String list, String language, String first, String second, String shown) {
        insert(
                view,
                "eluts",
                Map.of(
                        "Name", list,
                        "LangId", language,
                        "Value000", first,
                        "Value001", second,
                        "AdmPublishWebNoPassword", shown));
    }

    private static void published(View view, String module, Map<String, String> values) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.put("AdmPublishWebNoPassword", "Yes");
        insert(view, module, all);
    }

    private static void person(
            View view, int irn, String title, String first, String last, int born, List<String> roles) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("irn", String.valueOf(irn));
        values.put("NamTitle", title);
        values.put("NamFirst", first);
        values.put("NamLast", last);
        values.put("BioBirthYear", String.valueOf(born));
        values.put("NamRoles_tab", roles);
        values.put("AdmDateInserted", "2011-04-0" + irn);
        values.put("AdmTimeInserted", "10:20:30");
        values.put("AdmDateModified", "2014-10-01");
        values.put("AdmPublishWebNoPassword", "Yes");
        if (irn == 1) {
            values.put("BioDates_nesttab", new Value.Nested(List.of(List.of("a", "b"), List.of("c"))));
        }
        insert(view, "eparties", values);
    }

    private static void work(
            View view, int irn, String title, List<String> creators, List<String> roles, String owner) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("irn", String.valueOf(irn));
        values.put("TitMainTitle", title);
        values.put("CreCreatorRef_tab", creators);
        values.put("CreRole_tab", roles);
        values.put("OwnOwnerRef", owner);
        values.put("AdmPublishWebNoPassword", "Yes");
        if (irn == 12) {
            values.put("AssParentObjectRef", "13");
        }
        if (irn == 11) {
            values.put("AssParentObjectRef", "12");
            values.put("IdeDateIdentified0", List.of("1999-01-02"));
            values.put("IdeIdentifiedByRef_nesttab", new Value.Nested(List.of(List.of("2", "4"))));
        }
        insert(view, "ecatalogue", values);
    }

    private static void insert(View view, String module, Map<String, ?> values) {
        Map<String, Value> stored = new LinkedHashMap<>();
        values.forEach((column, value) -> {
            if (value instanceof Value ready) {
                stored.put(column, ready);
            } else if (value instanceof List<?> texts) {
                stored.put(column, new Value.Entries(Arrays.asList(texts.toArray(new String[0]))));
            } else {
                stored.put(column, Value.of((String) value));
            }
        });
        view.insert(module, stored, Call.within(Duration.ofSeconds(10)));
    }

    /** Attaches multimedia records to a person. */
    public void attach(int person, String... multimedia) {
        catalogue
                .view(RecordFilter.everything())
                .update(
                        "eparties",
                        Irns.of(person),
                        Map.of("MulMultiMediaRef_tab", new Value.Entries(Arrays.asList(multimedia))),
                        Call.within(Duration.ofSeconds(10)));
    }

    /** Returns the catalogue. */
    public Catalogue catalogue() {
        return catalogue;
    }

    @Override
    public void close() {
        H2Catalogues.close(catalogue);
    }
}
