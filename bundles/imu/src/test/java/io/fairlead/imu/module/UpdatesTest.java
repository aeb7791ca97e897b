package io.fairlead.imu.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.imu.stream.Limits;
import io.fairlead.imu.stream.MessageDecoder;
import io.fairlead.imu.testing.FakeConnection;
import io.fairlead.imu.testing.Museum;
import io.fairlead.imu.testing.Server;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class UpdatesTest {
    private Museum museum;
    private Server server;
    private FakeConnection client;
    private String id = "";

    @BeforeEach
    void start() {
        museum = new Museum();
        server = new Server(museum.catalogue(), Map.of("allow-updates", "yes"));
        client = server.connect();
    }

    @AfterEach
    void close() {
        server.close();
        museum.close();
    }

    private String call(String table, String method, String params) {
        String handler = id.isEmpty() ? "\"name\":\"Module\",\"create\":\"" + table + "\"" : "\"id\":\"" + id + "\"";
        String reply = client.ask(
                "{\"method\":\"" + method + "\",\"params\":" + params.replace('\'', '"') + "," + handler + "}");
        Object given = reply(reply).get("id");
        id = given == null ? id : given.toString();
        return reply;
    }

    private static Map<String, @Nullable Object> reply(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        return Objects.requireNonNull(new MessageDecoder(Limits.DEFAULTS).decode(bytes));
    }

    private static @Nullable Object result(String reply) {
        assertThat(reply(reply)).containsEntry("status", "ok");
        return reply(reply).get("result");
    }

    private static void assertError(String reply, String error, @Nullable Object... args) {
        assertThat(reply(reply))
                .containsEntry("status", "error")
                .containsEntry("error", error)
                .containsEntry("args", args.length == 0 ? reply(reply).get("args") : Arrays.asList(args));
    }

    private static List<@Nullable Object> column(@Nullable Object result, String column) {
        List<@Nullable Object> values = new ArrayList<>();
        Object rows = result instanceof Map<?, ?> map ? map.get("rows") : List.of();
        ((List<?>) Objects.requireNonNull(rows)).forEach(row -> values.add(((Map<?, ?>) row).get(column)));
        return values;
    }

    private @Nullable Object fetchAll(String columns) {
        return result(call("eparties", "fetch", "{'flag':'start','offset':0,'count':-1,'columns':'" + columns + "'}"));
    }

    @Test
    void shouldAnswerAnInsertWithOneRowOfTheColumnsAskedFor() {
        String reply = call(
                "eparties",
                "insert",
                "{'values':{'NamFirst':'Chris','NamOtherNames_tab':['Christopher','Froomey'],'BioBirthYear':1985},"
                        + "'columns':['irn','NamFirst','NamOtherNames_tab','BioBirthYear']}");

        assertThat(result(reply))
                .isEqualTo(Map.of(
                        "rownum",
                        1L,
                        "irn",
                        6L,
                        "NamFirst",
                        "Chris",
                        "NamOtherNames_tab",
                        List.of("Christopher", "Froomey"),
                        "BioBirthYear",
                        "1985"));
        assertThat(result(call("eparties", "findTerms", "['and',[['NamOtherNames_tab','froomey',null]]]")))
                .isEqualTo(1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'values':[]}", "{'values':[],'columns':null}", "{'values':{},'columns':['irn']}", "{}"})
    void shouldInsertARecordWithoutValues(String params) {
        assertThat(result(call("eparties", "insert", params))).isEqualTo(Map.of("rownum", 1L, "irn", 6L));
        assertThat(result(call("eparties", "findKey", "6"))).isEqualTo(1L);
    }

    @Test
    void shouldNoteWhenAndByWhomARecordIsChanged() {
        String inserted = call(
                "eparties",
                "insert",
                "{'values':{'AdmDateModified':'2001-02-03'},"
                        + "'columns':'insertedTimeStamp,modifiedTimeStamp,AdmPublishWebNoPassword'}");
        call("eparties", "findKey", "6");
        String updated = call(
                "eparties",
                "update",
                "{'flag':'start','count':1,'values':{'NamFirst':'x'},'columns':'modifiedTimeStamp'}");

        assertThat(result(inserted))
                .isEqualTo(Map.of(
                        "rownum", 1L,
                        "irn", 6L,
                        "insertedTimeStamp", "2026-07-08T09:10:11",
                        "modifiedTimeStamp", "2001-02-03T00:00:00",
                        "AdmPublishWebNoPassword", "Yes"));
        assertThat(column(result(updated), "modifiedTimeStamp")).containsExactly("2026-07-08T00:00:00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'NamLast':null | NamLast | null",
                "'NamLast':'' | NamLast | null",
                "'NamLast':[] | NamLast | null",
                "'NamLast':42 | NamLast | 42",
                "'NamLast':1.451235e+2 | NamLast | 145.1235",
                "'NamLast':1e2 | NamLast | 100",
                "'BioBirthYear':'-40' | BioBirthYear | -40",
                "'NamRoles_tab':[] | NamRoles_tab | []",
                "'NamRoles_tab':['a',null,'b',null] | NamRoles_tab | [a, null, b]",
                "'NamRoles_tab':{'1':'a','2':'b'} | NamRoles_tab | [null, a, b]",
                "'BioDates_nesttab':[['1'],null,'2',['3','4']] | BioDates_nesttab | [[1], [], [2], [3, 4]]"
            })
    void shouldReadValuesAsEachClientWritesThem(String values, String column, String expected) {
        call("eparties", "findKey", "2");

        Object result = result(call(
                "eparties",
                "update",
                "{'flag':'start','count':1,'values':{" + values + "},'columns':'" + column + "'}"));

        assertThat(column(result, column)).singleElement().satisfies(value -> assertThat(String.valueOf(value))
                .isEqualTo(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "insert | {'values':{'LatY':1.5}} | ModuleColumnUnknown | eparties,LatY",
                "insert | {'values':{'NamFirst':{'a':'b'}}} | HandlerParams |",
                "insert | {'values':{'NamFirst':true}} | HandlerParams |",
                "insert | {'values':{'NamFirst':['a']}} | ModuleColumnKind | eparties,NamFirst",
                "insert | {'values':{'NamRoles_tab':'a'}} | ModuleColumnKind | eparties,NamRoles_tab",
                "insert | {'values':{'NamRoles_tab':{'99999':'a'}}} | HandlerParams |",
                "insert | {'values':{'BioBirthYear':'about 1800'}} | ModuleValue | eparties,BioBirthYear,about 1800",
                "insert | {'values':{'irn':3}} | ModuleRefused |",
                "insert | {'values':{'NamFirst':'x'},'columns':'Nothing'} | ModuleColumnUnknown | eparties,Nothing",
                "insert | {'values':{'AdmPublishWebNoPassword':'No'}} | ModuleRefused |",
                "update | {'flag':'start','count':-1,'values':{'LatY':'a'}} | ModuleColumnUnknown | eparties,LatY",
                "update | {'flag':'start','count':-1,'values':{'irn':'9'}} | ModuleRefused |",
                "update | {'flag':'start','count':-1,'values':{'BioBirthYear':'x'}} | ModuleValue | eparties,BioBirthYear,x",
                "update | {'flag':'first','count':-1,'values':{'NamLast':'x'}} | ModuleFlagUnknown | first",
                "update | {'flag':'start','count':-1,'values':{'NamLast':'x'},'columns':'No'} | ModuleColumnUnknown"
                        + " | eparties,No",
                "update | {'flag':'start','count':-1,'values':{'AdmPublishWebNoPassword':'No'}} | ModuleRefused |",
                "updateMany | {'list':5,'values':{}} | HandlerParams |",
                "remove | {'flag':'middle','count':1} | ModuleFlagUnknown | middle"
            })
    void shouldRefuseWhatCannotBeAndChangeNothing(String method, String params, String error, @Nullable String args) {
        call("eparties", "findTerms", "['and',[]]");
        Object before = fetchAll("NamFirst;NamLast;NamRoles_tab;BioBirthYear;AdmPublishWebNoPassword");

        String reply = call("eparties", method, params);

        assertError(reply, error, args == null ? new Object[0] : args.split(","));
        assertThat(fetchAll("NamFirst;NamLast;NamRoles_tab;BioBirthYear;AdmPublishWebNoPassword"))
                .isEqualTo(before);
        assertThat(result(call("eparties", "findTerms", "['and',[]]"))).isEqualTo(4L);
    }

    @Test
    void shouldAnswerAnUpdateWithTheRowsAfterTheChange() {
        call("eparties", "findTerms", "['and',[['NamLast','wood',null]]]");

        Object result = result(
                call(
                        "eparties",
                        "update",
                        "{'flag':'start','offset':0,'count':-1,'values':{'NamFirst':'Christopher'},'columns':['irn','NamFirst']}"));

        assertThat(result)
                .isEqualTo(Map.of(
                        "count",
                        2L,
                        "hits",
                        2L,
                        "rows",
                        List.of(
                                Map.of("rownum", 1L, "irn", 2L, "NamFirst", "Christopher"),
                                Map.of("rownum", 2L, "irn", 4L, "NamFirst", "Christopher"))));
        assertThat(column(result(call("eparties", "fetch", "{'flag':'current','offset':0,'count':1}")), "irn"))
                .containsExactly(4L);
        assertThat(result(call("eparties", "findTerms", "['and',[['NamFirst','christopher',null]]]")))
                .isEqualTo(2L);
    }

    @Test
    void shouldAnswerAnUpdateOfNothingWithNoRows() {
        call("eparties", "findTerms", "['and',[['NamLast','nobody',null]]]");

        assertThat(result(call("eparties", "update", "{'flag':'start','count':5,'values':{'NamFirst':'x'}}")))
                .isEqualTo(Map.of("count", 0L, "hits", 0L, "rows", List.of()));
    }

    @Test
    void shouldUpdateRecordsByTheirKeysAndLeaveTheResultAlone() {
        call("eparties", "findKey", "2");

        Object result = result(call(
                "eparties", "updateMany", "{'list':[4,'1',99,5],'values':{'NamTitle':'Dr'},'columns':'NamTitle'}"));

        assertThat(column(result, "irn")).containsExactly(4L, 1L);
        assertThat(column(result, "rownum")).containsExactly(1L, 2L);
        assertThat(column(result, "NamTitle")).containsExactly("Dr", "Dr");
        assertThat(column(fetchAll("NamTitle"), "NamTitle")).containsExactly("Ms");
    }

    @Test
    void shouldAnswerARemovalWithANumberAndHaveFewerHits() {
        call("eparties", "findKeys", "[1,2,3,4]");
        call("eparties", "fetch", "{'flag':'start','offset':0,'count':2}");

        assertThat(result(call("eparties", "remove", "{'flag':'start','offset':1,'count':2}")))
                .isEqualTo(2L);

        Object rest = fetchAll("irn");
        assertThat(((Map<?, ?>) Objects.requireNonNull(rest)).get("hits")).isEqualTo(2L);
        assertThat(column(rest, "irn")).containsExactly(1L, 4L);
        assertThat(column(rest, "rownum")).containsExactly(1L, 2L);
        assertThat(result(call("eparties", "findKeys", "[2,3]"))).isEqualTo(0L);
    }

    @Test
    void shouldGoOnBehindWhatWasRemoved() {
        call("eparties", "findKeys", "[1,2,3,4]");
        call("eparties", "fetch", "{'flag':'start','offset':0,'count':2}");
        call("eparties", "remove", "{'flag':'current','offset':0,'count':1}");

        assertThat(column(result(call("eparties", "fetch", "{'flag':'current','offset':1,'count':1}")), "irn"))
                .containsExactly(3L);
    }

    @Test
    void shouldNotTouchWhatTheCallerCannotSee() {
        call("eparties", "findKeys", "[1,5]");

        assertThat(result(call("eparties", "updateMany", "{'list':[5],'values':{'NamLast':'found'}}")))
                .isEqualTo(Map.of("count", 0L, "hits", 1L, "rows", List.of()));
        assertThat(result(call("eparties", "remove", "{'flag':'start','count':-1}")))
                .isEqualTo(1L);
    }

    @ParameterizedTest
    @CsvSource({"no, insert", "no, update", "no, updateMany", "no, remove", "authenticated, insert"})
    void shouldRefuseEveryChangeThatTheSettingDoesNotAllow(String setting, String method) {
        server.configure(Map.of("allow-updates", setting));

        assertError(call("eparties", method, "{}"), "ModuleUpdatesNotAllowed", setting, "default");
    }

    @Test
    void shouldRefuseAnUpdateThatWouldAnswerWithTooMuchBeforeItIsMade() {
        server.configure(Map.of("allow-updates", "yes", "max-records", "2"));
        call("eparties", "findTerms", "['and',[]]");

        assertError(
                call("eparties", "update", "{'flag':'start','count':-1,'values':{'NamTitle':'Dr'}}"),
                "ModuleLimit",
                "max-records",
                "2");

        assertThat(result(call("eparties", "findTerms", "['and',[['NamTitle','Dr',null]]]")))
                .isEqualTo(0L);
    }

    @Test
    void shouldGoOnAfterASwapWithTheResultThatWasLeftByARemoval() {
        call("eparties", "findKeys", "[1,2,3]");
        call("eparties", "remove", "{'flag':'start','count':1}");
        server.swap(false);

        assertThat(column(fetchAll("irn"), "irn")).containsExactly(2L, 3L);
        assertThat(new HashMap<>(server.protocol().view().counters().errors())).isEmpty();
    }
}
