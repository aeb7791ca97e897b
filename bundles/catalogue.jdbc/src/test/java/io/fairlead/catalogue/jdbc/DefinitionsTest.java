package io.fairlead.catalogue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.catalogue.Arity;
import io.fairlead.catalogue.ColumnInfo;
import io.fairlead.catalogue.ColumnKind;
import io.fairlead.catalogue.ModuleInfo;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionsTest {
    @Test
    void shouldReadKindsAritiesAndGroups() throws IOException {
        List<ModuleInfo> modules = Definitions.parse("""
                {"m": {"columns": {"A": "text", "B_tab": "reference m", "C0": "date", "D_nesttab": "decimal", "E0": "text"},
                       "groups": {"G": ["B_tab", "C0"]}}}
                """);

        assertThat(modules.get(0).columns())
                .containsExactly(
                        new ColumnInfo("irn", ColumnKind.INTEGER, Arity.ATOM, Optional.empty(), Optional.empty()),
                        new ColumnInfo("A", ColumnKind.TEXT, Arity.ATOM, Optional.empty(), Optional.empty()),
                        new ColumnInfo("B_tab", ColumnKind.REFERENCE, Arity.LIST, Optional.of("m"), Optional.of("G")),
                        new ColumnInfo("C0", ColumnKind.DATE, Arity.LIST, Optional.empty(), Optional.of("G")),
                        new ColumnInfo(
                                "D_nesttab", ColumnKind.DECIMAL, Arity.NESTED, Optional.empty(), Optional.empty()),
                        new ColumnInfo("E0", ColumnKind.TEXT, Arity.ATOM, Optional.empty(), Optional.empty()));
    }

    @Test
    void shouldDefineTheColumnsThatPublishedExamplesAskFor() throws IOException {
        ModuleInfo parties =
                Definitions.parse(Catalogues.resource("museum.json")).get(0);

        assertThat(List.of("NamTitle", "NamOrganisation", "NamRoles_tab", "NamOtherNames_tab", "SummaryData"))
                .allSatisfy(column -> assertThat(parties.find(column)).isPresent());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | no module",
                "{\"m\": []} | module m: write a JSON object",
                "{\"m\": {\"columns\": {\"A\": \"txt\"}}} | column A: txt is not known",
                "{\"m\": {\"columns\": {\"A\": \"reference\"}}} | target module",
                "{\"m\": {\"columns\": {\"A\": \"reference x\"}}} | refers to the module x",
                "{\"m\": {\"columns\": {\"A\\\"; DROP\": \"text\"}}} | a name is a letter",
                "{\"m\": {\"columns\": {\"irn\": \"text\"}}} | irn twice",
                "{\"m\": {\"column\": {}}} | column is not known here",
                "{\"m\": {\"columns\": {\"A\": \"text\"}, \"groups\": {\"G\": [\"A\"]}}} | cannot be part of a group",
                "{\"m\": {\"columns\": {}, \"groups\": {\"G\": [\"Z_tab\"]}}} | Z_tab",
            })
    void shouldNameThePlaceOfAMistake(String json, String reason) {
        assertThatThrownBy(() -> Definitions.parse(json))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
    }
}
