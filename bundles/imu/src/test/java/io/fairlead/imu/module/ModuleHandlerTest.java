package io.fairlead.imu.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.imu.stream.Limits;
import io.fairlead.imu.stream.MessageDecoder;
import io.fairlead.imu.testing.FakeConnection;
import io.fairlead.imu.testing.Museum;
import io.fairlead.imu.testing.Server;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ModuleHandlerTest {
    private static Museum museum;

    @TempDir
    Path folder;

    private Server server;
    private FakeConnection client;
    private String id = "";

    @BeforeAll
    static void open() {
        museum = new Museum();
    }

    @AfterAll
    static void closeMuseum() {
        museum.close();
    }

    @BeforeEach
    void start() {
        server = new Server(museum.catalogue(), Map.of());
        client = server.connect();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void restart(Map<String, String> settings) {
        server.close();
        server = new Server(museum.catalogue(), settings);
        client = server.connect();
    }

    /** Calls a method of the present handler and returns the whole reply. */
    private Map<String, Object> call(String method, String params) {
        String reply = client.ask("{\"method\":\"" + method + "\",\"params\":" + params + ",\"id\":\"" + id + "\"}");
        return parse(reply);
    }

    private Object result(String method, String params) {
        Map<String, Object> reply = call(method, params);
        assertThat(reply).containsEntry("status", "ok");
        return reply.get("result");
    }

    private void module(String table) {
        Map<String, Object> reply = parse(client.ask("{\"method\":\"findTerms\",\"params\":[\"and\",[]],"
                + "\"name\":\"Module\",\"create\":\"" + table + "\"}"));
        id = (String) reply.get("id");
    }

    private static Map<String, Object> parse(String reply) {
        ByteBuffer bytes = ByteBuffer.wrap(reply.getBytes(StandardCharsets.UTF_8));
        return new MessageDecoder(Limits.DEFAULTS).decode(bytes);
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> rows(String columns) {
        Map<String, Object> result = (Map<String, Object>)
                result("fetch", "{\"flag\":\"start\",\"offset\":0,\"count\":-1,\"columns\":" + columns + "}");
        return (List<Map<String, Object>>) result.get("rows");
    }

    private List<Object> irns(String terms) {
        result("findTerms", terms);
        return rows("null").stream().map(row -> row.get("irn")).toList();
    }

    private static Object value(String json) {
        return parse("{\"v\":" + json + "}").get("v");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"and\",[]] | [1,2,3,4]",
                "{\"terms\":[\"and\",[]]} | [1,2,3,4]",
                "null | [1,2,3,4]",
                "[\"AND\",[[\"NamLast\",\"wood\",null]]] | [2,4]",
                "[\"or\",[[\"NamLast\",\"wood\"],[\"NamFirst\",\"john\",null]]] | [1,2,4]",
                "{\"terms\":[\"and\",[[\"NamLast\",\"wood\",null],[\"NamTitle\",\"Mr\",null]]],\"options\":7} | [4]",
                "[\"and\",[[\"NamLast\",\"wood\",null],[\"or\",[[\"NamTitle\",\"Mr\"],[\"BioBirthYear\",1960]]]]] | [2,4]",
                "[\"and\",[[\"NamLast\",\"wood\",null],[\"or\",[]]]] | [2,4]",
                "[\"NamLast\",\"Wood\"] | [2,4]",
                "[\"and\",[[\"irn\",2,null]]] | [2]",
                "[\"and\",[[\"BioBirthYear\",1960,\"=\"]]] | [2]",
                "[\"and\",[[\"BioBirthYear\",\"1960\",\"<>\"]]] | [1,3,4]",
                "[\"and\",[[\"BioBirthYear\",1960,\"<\"]]] | [1]",
                "[\"and\",[[\"BioBirthYear\",1960,\"<=\"]]] | [1,2]",
                "[\"and\",[[\"BioBirthYear\",1960,\">\"]]] | [3,4]",
                "[\"and\",[[\"BioBirthYear\",1960,\">=\"]]] | [2,3,4]",
                "[\"and\",[[\"NamFirst\",\"joh\",\"contains\"]]] | []",
                "[\"and\",[[\"NamFirst\",\"JOHN\",\"matches\"]]] | [1]",
                "[\"and\",[[\"NamRoles_tab\",\"artist\",null]]] | [1,4]",
                "[\"and\",[[\"AdmDateInserted\",\"Apr 3 2011\",\"<\"]]] | [1,2]",
                "[\"and\",[[\"modifiedTimeStamp\",\"2014-09-30\",\">\"]]] | [1,2,3,4]",
                "[\"and\",[[\"NamLast\",\"hidden\",null]]] | []"
            })
    void shouldFindByTerms(String terms, String irns) {
        module("eparties");

        assertThat(irns(terms)).isEqualTo(value(irns));
    }

    @Test
    void shouldFindByKeys() {
        module("eparties");

        assertThat(result("findKey", "2")).isEqualTo(1L);
        assertThat(result("findKey", "99")).isEqualTo(0L);
        assertThat(result("findKeys", "[4,\"1\",99,1]")).isEqualTo(2L);
        assertThat(result("findKeys", "{\"1\":2,\"5\":3}")).isEqualTo(2L);
        assertThat(result("findKey", "5")).as("a record that may not be seen").isEqualTo(0L);
    }

    @Test
    void shouldFindByAWhereClause() {
        module("eparties");

        assertThat(result("findWhere", "\"BioBirthYear > 1955 and NamLast contains 'wood'\""))
                .isEqualTo(2L);
        assertThat(call("findWhere", "\"1; drop table eparties\"")).containsEntry("error", "ModuleWhereSyntax");
    }

    @Test
    void shouldSearchAnAliasAsAnyOfItsColumns() {
        module("eparties");

        assertThat(result("addSearchAlias", "{\"name\":\"who\",\"columns\":\"NamFirst;NamLast\"}"))
                .isEqualTo(1L);
        assertThat(result("addSearchAliases", "{\"a\":[\"NamTitle\"],\"b\":\"NamLast\"}"))
                .isEqualTo(3L);
        assertThat(irns("[\"or\",[[\"who\",\"smith\",null],[\"who\",\"kate\",null]]]"))
                .isEqualTo(value("[1,2]"));
    }

    @ParameterizedTest
    @CsvSource({
        "start, 0, 2, '1,2'",
        "start, 3, 2, '4'",
        "start, 4, 1, ''",
        "start, 99, 10, ''",
        "start, 0, -1, '1,2,3,4'",
        "start, 2, -1, '3,4'",
        "start, -1, 2, '1'",
        "start, -5, -1, '1,2,3,4'",
        "end, 0, 1, '4'",
        "end, -2, 2, '2,3'",
        "end, -9, 1, ''",
        "end, 0, 99, '4'",
        "current, 0, 2, '1,2'",
        "current, 1, 1, '2'",
        "start, 0, 0, ''"
    })
    void shouldFetchFromWhereTheFlagAndOffsetSay(String flag, int offset, int count, String rownums) {
        module("eparties");

        assertThat(page(flag, offset, count)).isEqualTo(rownums);
    }

    @SuppressWarnings("unchecked")
    private String page(String flag, int offset, int count) {
        Map<String, Object> result = (Map<String, Object>)
                result("fetch", "{\"flag\":\"" + flag + "\",\"offset\":" + offset + ",\"count\":" + count + "}");
        List<Map<String, Object>> rows = (List<Map<String, Object>>) result.get("rows");
        assertThat(result).containsEntry("hits", 4L).containsEntry("count", (long) rows.size());
        return String.join(
                ",", rows.stream().map(row -> row.get("rownum").toString()).toList());
    }

    @Test
    void shouldGoOnFromTheLastRecordReturned() {
        module("eparties");

        assertThat(page("start", 0, 2)).isEqualTo("1,2");
        assertThat(page("current", 1, 1)).isEqualTo("3");
        assertThat(page("current", 0, 2)).isEqualTo("3,4");
        assertThat(page("current", 0, 2))
                .as("the last record comes back for ever")
                .isEqualTo("4");
        assertThat(page("current", 1, 2)).isEmpty();
        assertThat(page("current", 0, 1)).as("nothing returned, nothing moved").isEqualTo("4");
        assertThat(page("start", 1, 0)).isEmpty();
        assertThat(page("current", 0, 1)).as("moved without fetching").isEqualTo("2");
        assertThat(page("current", -1, 1)).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NamLast | [\"Smith\",\"Wood\",\"multi\\nline\\ttab\",\"Wood\"]",
                "NamTitle | [\"Mr\",\"Ms\",null,\"Mr\"]",
                "BioBirthYear | [\"1950\",\"1960\",\"1970\",\"1980\"]",
                "NamRoles_tab | [[\"Artist\",\"Author\"],[\"Donor\"],[],[\"Artist\"]]",
                "BioDates_nesttab | [[[\"a\",\"b\"],[\"c\"]],[],[],[]]",
                "insertedTimeStamp | [\"2011-04-01T10:20:30\",\"2011-04-02T10:20:30\",\"2011-04-03T10:20:30\","
                        + "\"2011-04-04T10:20:30\"]",
                "image | [null,null,null,null]",
                "images.(irn,thumbnail) | [[],[],[],[]]",
                "multimedia | [[],[],[],[]]",
                "x=irn | [1,2,3,4]",
                "<ecatalogue:OwnOwnerRef>.(irn) | [[],[{\"irn\":11}],[],[]]",
                "<ecatalogue:CreCreatorRef_tab>.(irn,TitMainTitle) | [[{\"irn\":11,\"TitMainTitle\":\"The Storm\"},"
                        + "{\"irn\":12,\"TitMainTitle\":\"Calm\"}],[],[],[]]"
            })
    void shouldGiveTheColumnsOfPeople(String column, String values) {
        module("eparties");
        String key = column.startsWith("x=")
                ? "x"
                : column.replaceAll("^<(.*)>.*", "$1").replaceAll("\\..*", "");

        assertThat(rows("\"" + column + "\"").stream().map(row -> row.get(key)).toList())
                .isEqualTo(value(values));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OwnOwnerRef.NamLast | OwnOwnerRef | {\"NamLast\":\"Wood\"}",
                "OwnOwnerRef | OwnOwnerRef | \"2\"",
                "CreCreatorRef_tab | CreCreatorRef_tab | [\"1\",null]",
                "CreCreatorRef_tab.(NamFirst, NamLast) | CreCreatorRef_tab | [{\"NamFirst\":\"John\",\"NamLast\":\"Smith\"},null]",
                "CreCreatorRef_tab.NamFirst,CreCreatorRef_tab.NamLast | CreCreatorRef_tab | [{\"NamFirst\":\"John\","
                        + "\"NamLast\":\"Smith\"},null]",
                "[CreCreatorRef_tab.NamLast,CreRole_tab] | group1 | [{\"CreCreatorRef_tab\":{\"NamLast\":\"Smith\"},"
                        + "\"CreRole_tab\":\"maker\"},{\"CreCreatorRef_tab\":null,\"CreRole_tab\":\"helper\"}]",
                "ids=[who=IdeIdentifiedByRef_nesttab.(NamLast),IdeDateIdentified0] | ids | [{\"who\":[{\"NamLast\":\"Wood\"},"
                        + "{\"NamLast\":\"Wood\"}],\"IdeDateIdentified0\":\"1999-01-02\"}]",
                "IdeIdentifiedByRef_nesttab.(irn) | IdeIdentifiedByRef_nesttab | [[{\"irn\":2},{\"irn\":4}]]",
                "made=CreCreatorRef_tab.(NamLast,works=<ecatalogue:CreCreatorRef_tab>.(TitMainTitle,[CreRole_tab])) | made"
                        + " | [{\"NamLast\":\"Smith\",\"works\":[{\"TitMainTitle\":\"The Storm\",\"group1\":[{\"CreRole_tab\":\"maker\"},"
                        + "{\"CreRole_tab\":\"helper\"}]},{\"TitMainTitle\":\"Calm\",\"group1\":[{\"CreRole_tab\":\"maker\"}]}]},null]"
            })
    void shouldGiveTheColumnsOfAWork(String column, String key, String value) {
        module("ecatalogue");

        assertThat(rows("\"" + column + "\"").get(0).get(key)).isEqualTo(value(value));
    }

    @Test
    void shouldGiveNothingOfARecordThatMayNotBeSeen() {
        module("ecatalogue");

        Map<String, Object> calm = rows("\"OwnOwnerRef.(NamLast)\"").get(1);
        assertThat(calm).containsEntry("rownum", 2L).containsEntry("OwnOwnerRef", null);
        restart(Map.of("visibility", "all"));
        module("ecatalogue");
        assertThat(rows("\"OwnOwnerRef.(NamLast)\"").get(1)).containsEntry("OwnOwnerRef", Map.of("NamLast", "Hidden"));
    }

    @Test
    void shouldGiveEachKeyOnceAndRownumAndIrnAlways() {
        module("eparties");

        String reply = client.ask("{\"method\":\"fetch\",\"params\":{\"flag\":\"start\",\"offset\":0,\"count\":1,"
                + "\"columns\":[\"NamLast\",\"irn\",\"NamLast,NamFirst\",\"rownum=NamTitle\",\"NamLast=NamTitle\"]},"
                + "\"id\":\"" + id + "\"}");

        assertThat(reply.lines().map(String::strip).filter(line -> line.matches("\"(rownum|irn|Nam).*")))
                .containsExactly("\"rownum\" : 1,", "\"NamLast\" : \"Mr\",", "\"irn\" : 1,", "\"NamFirst\" : \"John\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fetch | {\"columns\":\"NamNothing\"} | ModuleColumnUnknown | [\"eparties\",\"NamNothing\"]",
                "fetch | {\"columns\":\"NamLast.(irn)\"} | ModuleColumnKind | [\"eparties\",\"NamLast\"]",
                "fetch | {\"columns\":\"<ecatalogue:Nothing>.(irn)\"} | ModuleColumnUnknown | [\"ecatalogue\",\"Nothing\"]",
                "fetch | {\"columns\":\"<enothing:X>.(irn)\"} | ModuleUnknown | [\"enothing\"]",
                "fetch | {\"flag\":\"middle\"} | ModuleFlagUnknown | [\"middle\"]",
                "fetch | {\"offset\":\"x\"} | HandlerParams | [\"fetch\",\"offset must be a whole number, not \\\"x\\\"\"]",
                "findTerms | [\"and\",[[\"NamNothing\",\"x\",null]]] | ModuleColumnUnknown | [\"eparties\",\"NamNothing\"]",
                "findTerms | [\"and\",[[\"BioBirthYear\",\"x\",null]]] | ModuleValue | [\"eparties\",\"BioBirthYear\",\"x\"]",
                "sort | {\"columns\":\"NamNothing\"} | ModuleColumnUnknown | [\"eparties\",\"NamNothing\"]",
                "sort | {\"columns\":\"NamLast\",\"flags\":\"upside-down\"} | ModuleSortFlagUnknown | [\"upside-down\"]",
                "sort | {} | HandlerParams | [\"sort\",\"columns name no key\"]",
                "addFetchSet | {\"columns\":\"NamLast\"} | HandlerParams | [\"addFetchSet\",\"name is missing\"]",
                "restoreFromFile | {\"file\":\"keys\"} | ModuleRestoreNotAllowed | [\"keys\"]",
                "fetchFlock | {} | HandlerMethodUnknown | [\"Module\",\"fetchFlock\"]"
            })
    void shouldRefuseWithAnIdAndArguments(String method, String params, String error, String args) {
        module("eparties");

        assertThat(call(method, params))
                .containsEntry("status", "error")
                .containsEntry("error", error)
                .containsEntry("args", value(args))
                .containsKey("code");
        assertThat(page("start", 0, 1)).as("the handler stays usable").isEqualTo("1");
    }

    @Test
    void shouldSortByKeysAndKeepTheOrder() {
        module("eparties");

        assertThat(result("sort", "{\"columns\":\"NamLast;-NamFirst\"}")).isNull();
        assertThat(rows("null").stream().map(row -> row.get("irn")).toList()).isEqualTo(value("[3,1,2,4]"));
        assertThat(result("sort", "{\"columns\":[\"-BioBirthYear\"],\"flags\":[\"full-text\"]}"))
                .isNull();
        assertThat(rows("null").stream().map(row -> row.get("irn")).toList()).isEqualTo(value("[4,3,2,1]"));
    }

    @Test
    void shouldReportTheValuesOfASort() {
        module("eparties");
        result("addSortSet", "{\"name\":\"by-title\",\"columns\":[\"NamTitle\",\"-NamLast\"]}");

        Object report = result("sort", "{\"columns\":\"by-title\",\"flags\":\"full-text,report\"}");

        assertThat(report)
                .isEqualTo(value("[{\"value\":\"Mr\",\"count\":2,\"list\":[{\"value\":\"Wood\",\"count\":1},"
                        + "{\"value\":\"Smith\",\"count\":1}]},{\"value\":\"Ms\",\"count\":1,\"list\":["
                        + "{\"value\":\"Wood\",\"count\":1}]},{\"value\":\"\",\"count\":1,\"list\":["
                        + "{\"value\":\"multi\\nline\\ttab\",\"count\":1}]}]"));
        result("sort", "{\"columns\":\"NamTitle\",\"flags\":\"null-low\"}");
        assertThat(rows("null").get(0)).containsEntry("irn", 3L);
    }

    @Test
    void shouldUseAFetchSetByItsNameAlone() {
        module("eparties");
        assertThat(result("addFetchSets", "{\"pd\":[\"NamFirst\"],\"od\":\"NamTitle;NamLast\"}"))
                .isEqualTo(2L);

        assertThat(rows("\"od\"").get(0)).containsOnlyKeys("rownum", "irn", "NamTitle", "NamLast");
        assertThat(rows("[\"pd\"]").get(0)).containsOnlyKeys("rownum", "irn", "NamFirst");
        assertThat(result("addFetchSets", "[]")).isEqualTo(2L);
        assertThat(result("addFetchSet", "{\"name\":\"third\",\"columns\":\"NamLast\"}"))
                .isEqualTo(3L);
        assertThat(call("fetch", "{\"columns\":\"pd,NamLast\"}")).containsEntry("error", "ModuleColumnUnknown");
    }

    @Test
    void shouldRestoreKeysOnlyFromBelowTheAllowedFolder() throws IOException {
        Path allowed = Files.createDirectory(folder.resolve("keys"));
        Files.writeString(allowed.resolve("mine"), "4\n\n2\r\n99\n5\n");
        Files.writeString(allowed.resolve("bad"), "4\nfour\n");
        Files.writeString(folder.resolve("secret"), "1\n");
        Files.createSymbolicLink(allowed.resolve("link"), folder.resolve("secret"));
        restart(Map.of("restore-path", allowed.toString(), "temp-path", allowed.toString()));
        module("eparties");

        assertThat(result("restoreFromFile", "{\"file\":\"mine\"}")).isEqualTo(2L);
        assertThat(result("restoreFromTemp", "{\"file\":\"mine\"}")).isEqualTo(2L);
        for (String escape :
                List.of("../secret", "link", folder.resolve("secret").toString())) {
            assertThat(call("restoreFromFile", "{\"file\":\"" + escape + "\"}"))
                    .containsEntry("error", "ModuleRestoreNotAllowed")
                    .containsEntry("args", List.of(escape));
        }
        assertThat(call("restoreFromFile", "{\"file\":\"none\"}")).containsEntry("error", "ModuleFileNotFound");
        assertThat(call("restoreFromFile", "{\"file\":\"bad\"}")).containsEntry("error", "ModuleFileSyntax");
    }

    @Test
    void shouldKeepNoMoreMatchesThanAClientAsksFor() {
        module("eparties");

        assertThat(result("setMatchLimit", "2")).isEqualTo(2L);
        assertThat(result("findTerms", "[\"and\",[]]")).isEqualTo(2L);
        assertThat(result("setMatchLimit", "0")).isEqualTo(1_000_000L);
        assertThat(result("findTerms", "[\"and\",[]]")).isEqualTo(4L);
    }

    @Test
    void shouldRefuseAFetchThatNeedsTooManyRecords() {
        restart(Map.of("max-records", "5"));
        module("ecatalogue");

        assertThat(rows("\"OwnOwnerRef.NamLast\"")).hasSize(3);
        assertThat(call(
                        "fetch",
                        "{\"count\":-1,\"columns\":\"CreCreatorRef_tab.(<ecatalogue:CreCreatorRef_tab>.(irn))\"}"))
                .containsEntry("error", "ModuleLimit")
                .containsEntry("args", List.of("max-records", "5"));
    }

    @Test
    void shouldSeeWhatTheSettingSays() {
        restart(Map.of("visibility", "all"));
        module("eparties");

        assertThat(irns("[\"and\",[]]")).isEqualTo(value("[1,2,3,4,5]"));
        server.configure(Map.of("visibility", "intranet"));
        assertThat(rows("null")).isEmpty();
        assertThat(result("findTerms", "[\"and\",[]]")).isEqualTo(0L);
    }

    @Test
    void shouldFetchTheTreeThatARecordIsPartOf() {
        module("ecatalogue");

        for (int key = 11; key <= 13; key++) {
            assertThat(result(
                            "fetchHierarchy",
                            "{\"key\":" + key + ",\"parent\":\"AssParentObjectRef\","
                                    + "\"options\":{\"columns\":\"title=TitMainTitle\"}}"))
                    .isEqualTo(value("""
                    {"count":3,"hits":3,"rows":[
                      {"rownum":1,"irn":13,"level":0,"parent":null,"title":"Still"},
                      {"rownum":2,"irn":12,"level":1,"parent":13,"title":"Calm"},
                      {"rownum":3,"irn":11,"level":2,"parent":12,"title":"The Storm"}]}"""));
        }
        assertThat(result("fetchHierarchy", "{\"key\":99,\"parent\":\"AssParentObjectRef\"}"))
                .isEqualTo(value("{\"count\":0,\"hits\":0,\"rows\":[]}"));
        assertThat(call("fetchHierarchy", "{\"key\":11,\"parent\":\"OwnOwnerRef\"}"))
                .containsEntry("error", "ModuleColumnKind");
        assertThat(call("fetchHierarchy", "{\"key\":11}")).containsEntry("error", "HandlerParams");
    }
}
