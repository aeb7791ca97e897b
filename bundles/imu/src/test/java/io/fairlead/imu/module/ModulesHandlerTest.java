package io.fairlead.imu.module;

import static io.fairlead.imu.testing.Conversation.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.imu.testing.Conversation;
import io.fairlead.imu.testing.Museum;
import io.fairlead.imu.testing.Server;
import java.io.IOException;
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

@Timeout(30)
class ModulesHandlerTest {
    private static Museum museum;

    @TempDir
    static Path folder;

    private Server server;
    private Conversation modules;

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
        server = new Server(museum.catalogue(), Map.of("restore-path", folder.toString()));
        modules = new Conversation(server.connect(), "\"name\":\"Modules\"");
        assertThat(modules.result("setModules", "[\"eparties\",\"ecatalogue\"]"))
                .isEqualTo(2L);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Object fetch(String rest) {
        return modules.result("fetch", "{\"flag\":\"start\"," + rest + "}");
    }

    @Test
    void shouldSetOneModuleManyOrAll() {
        assertThat(modules.result("setModules", "\"eparties\"")).isEqualTo(1L);
        assertThat(modules.result("setModules", "null")).isEqualTo(6L);
        assertThat(modules.refusal("setModules", "[\"nowhere\"]"))
                .isEqualTo(List.of("ModuleUnknown", List.of("nowhere")));
    }

    @Test
    void shouldSearchByAnAliasThatStandsForOtherColumnsInEachModule() {
        assertThat(modules.result(
                        "addSearchAlias",
                        "{\"name\":\"words\",\"set\":{\"eparties\":\"NamLast;NamFirst\","
                                + "\"ecatalogue\":\"TitMainTitle\"}}"))
                .isEqualTo(1L);

        assertThat(modules.result(
                        "findTerms", "{\"terms\":[\"or\",[[\"words\",\"wood\",null],[\"words\",\"storm\",null]]]}"))
                .isEqualTo(List.of("eparties", "ecatalogue"));
        assertThat(modules.result("getAllHits", "null")).isEqualTo(Map.of("eparties", 2L, "ecatalogue", 1L));
        assertThat(modules.result("getHits", "\"eparties\"")).isEqualTo(2L);
        assertThat(modules.result("getHits", "null")).isEqualTo(3L);
        assertThat(modules.result(
                        "findTerms", "{\"terms\":[\"and\",[[\"words\",\"storm\"]]],\"include\":[\"eparties\"]}"))
                .isEqualTo(List.of());
    }

    @Test
    void shouldSearchTheModulesThatHaveTheColumnAndRefuseOneThatNoneHas() {
        assertThat(modules.result("findTerms", "{\"terms\":[\"and\",[[\"TitMainTitle\",\"calm\",null]]]}"))
                .isEqualTo(List.of("ecatalogue"));
        assertThat(modules.refusal("findTerms", "{\"terms\":[\"and\",[[\"Nothing\",\"calm\",null]]]}"))
                .isEqualTo(List.of("ModuleColumnUnknown", List.of("ecatalogue", "Nothing")));
    }

    @Test
    void shouldFetchOverTheModulesAsOneResult() {
        assertThat(modules.result(
                        "findKeys",
                        "{\"keys\":[[\"eparties\",1],[\"ecatalogue\",12],[\"eparties\",5],"
                                + "[\"ecatalogue\",13],[\"eparties\",2]]}"))
                .isEqualTo(List.of("eparties", "ecatalogue"));
        assertThat(modules.result(
                        "addFetchSet",
                        "{\"name\":\"x\",\"set\":{\"eparties\":[\"NamFirst\"],\"ecatalogue\":\"TitMainTitle\"}}"))
                .isEqualTo(1L);

        assertThat(fetch("\"offset\":1,\"count\":2,\"columns\":\"x\"")).isEqualTo(value("""
                {"count":2,"modules":[
                  {"hits":2,"index":0,"name":"eparties","rows":[{"rownum":2,"irn":2,"NamFirst":"Kate"}]},
                  {"hits":2,"index":1,"name":"ecatalogue","rows":[{"rownum":1,"irn":12,"TitMainTitle":"Calm"}]}],
                 "current":{"flag":"start","offset":1},"next":{"flag":"start","offset":3},
                 "prev":{"flag":"start","offset":0}}"""));
        assertThat(fetch("\"offset\":3,\"count\":2,\"columns\":{\"ecatalogue\":\"irn\"}"))
                .isEqualTo(value("""
                {"count":1,"modules":[{"hits":2,"index":1,"name":"ecatalogue","rows":[{"rownum":2,"irn":13}]}],
                 "current":{"flag":"start","offset":3},"prev":{"flag":"start","offset":2}}"""));
        assertThat(fetch("\"offset\":4,\"count\":2")).isEqualTo(value("""
                {"count":0,"modules":[],"current":{"flag":"start","offset":3}}"""));
    }

    @Test
    void shouldFetchManyWithoutTouchingTheResult() {
        modules.result("findKeys", "[[\"eparties\",1]]");

        assertThat(modules.result(
                        "fetchMany",
                        "{\"list\":[[\"ecatalogue\",12]],\"columns\":{\"ecatalogue\":\"title=TitMainTitle\"}}"))
                .isEqualTo(value("""
                {"count":1,"modules":[{"hits":1,"index":1,"name":"ecatalogue",
                  "rows":[{"rownum":1,"irn":12,"title":"Calm"}]}]}"""));
        assertThat(modules.result("getHits", "null")).isEqualTo(1L);
    }

    @Test
    void shouldFindWhatIsAttachedByTheTablesColumnOrByThatOfOthers() {
        assertThat(modules.result("findAttachments", "{\"table\":\"ecatalogue\",\"column\":\"OwnOwnerRef\",\"key\":2}"))
                .isEqualTo(1L);
        assertThat(modules.result(
                        "findAttachments", "{\"table\":\"eparties\",\"column\":\"CreCreatorRef_tab\",\"key\":1}"))
                .isEqualTo(2L);
        assertThat(modules.result("getAllHits", "null")).isEqualTo(Map.of("eparties", 0L, "ecatalogue", 2L));
        assertThat(modules.refusal("findAttachments", "{\"table\":\"eparties\",\"column\":\"Nix\",\"key\":1}"))
                .isEqualTo(List.of("ModuleColumnUnknown", List.of("eparties", "Nix")));
        assertThat(modules.refusal("findAttachments", "{\"table\":\"eparties\",\"column\":\"NamLast\",\"key\":1}"))
                .isEqualTo(List.of("ModuleColumnKind", List.of("eparties", "NamLast")));
    }

    @Test
    void shouldSortEachModuleByItsOwnKeys() {
        modules.result("findTerms", "{\"terms\":[\"and\",[]]}");
        assertThat(modules.result("addSortSets", "{\"down\":{\"eparties\":\"-irn\",\"ecatalogue\":\"TitMainTitle\"}}"))
                .isEqualTo(1L);

        assertThat(modules.result("sort", "{\"set\":\"down\",\"flags\":null}")).isNull();

        assertThat(fetch("\"offset\":0,\"count\":1")).asString().contains("irn=4");
        assertThat(fetch("\"offset\":4,\"count\":1")).asString().contains("irn=12");
        assertThat(modules.refusal("sort", "{\"set\":\"up\"}")).isEqualTo(List.of("ModulesSetUnknown", List.of("up")));
    }

    @Test
    void shouldRestoreKeysOfSeveralModulesFromAFile() throws IOException {
        Files.writeString(folder.resolve("keys"), "eparties 1\n\necatalogue,12\n13\n");

        assertThat(modules.result("restoreFromFile", "{\"file\":\"keys\",\"module\":\"ecatalogue\"}"))
                .isEqualTo(3L);
        assertThat(modules.result("getAllHits", "null")).isEqualTo(Map.of("eparties", 1L, "ecatalogue", 2L));
    }

    @Test
    void shouldRefuseKeysOfAModuleThatWasNotSet() {
        assertThat(modules.refusal("findKeys", "{\"keys\":[[\"eluts\",1]]}"))
                .isEqualTo(List.of("ModulesNotSet", List.of("eluts")));
        assertThat(modules.refusal("findKeys", "{\"keys\":[[\"eparties\"]]}").get(0))
                .isEqualTo("HandlerParams");
        assertThat(modules.refusal("swim", "null"))
                .isEqualTo(List.of("HandlerMethodUnknown", List.of("Modules", "swim")));
    }

    @Test
    void shouldLeaveThePositionWhereItWasWhenAFetchIsRefused() {
        modules.result("findKeys", "[[\"eparties\",1],[\"eparties\",2],[\"eparties\",3]]");
        fetch("\"offset\":0,\"count\":2");

        assertThat(modules.refusal("fetch", "{\"flag\":\"current\",\"offset\":1,\"count\":1,\"columns\":\"Nix\"}"))
                .isEqualTo(List.of("ModuleColumnUnknown", List.of("eparties", "Nix")));

        assertThat(modules.result("fetch", "{\"flag\":\"current\",\"offset\":1,\"count\":1}"))
                .asString()
                .contains("irn=3");
    }

    @Test
    void shouldKeepResultsPositionAndSetsOverASwap() {
        modules.result("findKeys", "[[\"eparties\",1],[\"eparties\",2],[\"ecatalogue\",12]]");
        modules.result("addFetchSets", "{\"x\":{\"ecatalogue\":\"TitMainTitle\"}}");
        fetch("\"offset\":0,\"count\":2");

        server.swap(false);

        assertThat(modules.result("fetch", "{\"flag\":\"current\",\"offset\":1,\"count\":1,\"columns\":\"x\"}"))
                .asString()
                .contains("TitMainTitle=Calm", "index=1");
        assertThat(modules.result("getAllHits", "null")).isEqualTo(Map.of("eparties", 2L, "ecatalogue", 1L));
    }
}
