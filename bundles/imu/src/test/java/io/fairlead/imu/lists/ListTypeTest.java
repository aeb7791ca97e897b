package io.fairlead.imu.lists;

import static io.fairlead.imu.testing.Conversation.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.imu.testing.Conversation;
import io.fairlead.imu.testing.Museum;
import io.fairlead.imu.testing.Server;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ListTypeTest {
    private Museum museum;
    private Server server;

    @BeforeEach
    void start() {
        museum = new Museum();
        server = new Server(museum.catalogue(), Map.of("allow-updates", "yes"));
    }

    @AfterEach
    void close() {
        server.close();
        museum.close();
    }

    private Conversation handler(String name) {
        return new Conversation(server.connect(), "\"name\":\"" + name + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"Roles\",\"langid\":-1,\"level\":0} | [\"Artist\",\"Artiste\",\"Donor\"]",
                "{\"name\":\"Roles\",\"langid\":null,\"level\":null,\"keys\":null} | [\"Artist\",\"Artiste\",\"Donor\"]",
                "{\"name\":\"Roles\",\"langid\":0,\"level\":0} | [\"Artist\",\"Donor\"]",
                "{\"name\":\"Roles\",\"langid\":1,\"level\":0} | [\"Artist\",\"Artiste\",\"Donor\"]",
                "{\"name\":\"Roles\",\"level\":1,\"keys\":[\"Artist\"]} | [\"Painter\",\"Sculptor\"]",
                "{\"name\":\"Roles\",\"level\":1,\"keys\":[\"x\"]} | []",
                "{\"name\":\"Nothing\"} | []"
            })
    void shouldLookUpTheValuesOfALevel(String params, String expected) {
        assertThat(handler("Module::Luts").result("lookup", params)).isEqualTo(value(expected));
    }

    @Test
    void shouldTellAListsHierarchyAndRefuseALevelThatIsNotThere() {
        Conversation luts = handler("Module::Luts");

        assertThat(luts.result("hierarchy", "{\"name\":\"Roles\",\"level\":0,\"langid\":0}"))
                .isEqualTo(value("[{\"value\":\"Artist\",\"list\":[{\"value\":\"Painter\"},{\"value\":\"Sculptor\"}]},"
                        + "{\"value\":\"Donor\"}]"));
        assertThat(luts.refusal("lookup", "{\"name\":\"Roles\",\"level\":3}").get(0))
                .isEqualTo("HandlerParams");
        assertThat(luts.refusal("lookup", "{}").get(0)).isEqualTo("HandlerParams");
    }

    @ParameterizedTest
    @CsvSource({"all,all,2", "internet,all,1", "default,internet,1", "default,all,2"})
    void shouldShowEntriesByTheirOwnVisibility(String lists, String records, int expected) {
        server.configure(Map.of("lookup-list-visibility", lists, "visibility", records));
        Conversation luts = handler("Module::Luts");

        assertThat(luts.result("lookup", "{\"name\":\"Roles\",\"level\":1,\"keys\":[\"Artist\"]}"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(expected);
        assertThat(luts.result("findTerms", "[\"and\",[[\"Value000\",\"Artist\",\"=\"]]]"))
                .isEqualTo((long) expected);
    }

    @Test
    void shouldBeAModuleOfItsTableAndStayOneOverASwap() {
        Conversation luts = handler("Module::Luts");
        assertThat(luts.result("findTerms", "[\"and\",[]]")).isEqualTo(4L);

        server.swap(false);

        assertThat(luts.rows("\"Value000\"")).hasSize(4);
        assertThat(luts.result("lookup", "{\"name\":\"Roles\",\"langid\":0}")).isEqualTo(List.of("Artist", "Donor"));
    }

    @Test
    void shouldGiveTheRegistrysValueOrWhatLiesBelow() {
        Conversation registry = handler("Module::Registry");

        assertThat(registry.result("getValue", "{\"keys\":[\"Group\",\"Default\",\"Colour\"]}"))
                .isEqualTo("blue");
        assertThat(registry.result("getValue", "{\"keys\":\"Group|Default\"}")).isEqualTo("on");
        assertThat(registry.result("getValue", "{\"keys\":[\"Group\"]}"))
                .isEqualTo(value("{\"Default\":{\"\":\"on\",\"Colour\":\"blue\"}}"));
        assertThat(registry.result("getValue", "[]"))
                .isEqualTo(value("{\"Group\":{\"Default\":{\"\":\"on\",\"Colour\":\"blue\"}}}"));
        assertThat(registry.result("getValue", "{\"keys\":[\"nobody\"]}")).isNull();
    }

    @Test
    void shouldRefuseToSetAValueWhereUpdatesAreNotAllowed() {
        server.configure(Map.of());

        assertThat(handler("Module::Registry").refusal("setValue", "{\"keys\":[\"a\"],\"value\":\"b\"}"))
                .isEqualTo(List.of("ModuleUpdatesNotAllowed", List.of("authenticated", "default")));
    }

    @Test
    void shouldSetChangeAndRemoveAValue() {
        server.configure(Map.of("allow-updates", "yes", "visibility", "all"));
        Conversation registry = handler("Module::Registry");

        registry.result("setValue", "{\"keys\":[\"User\",\"emu\"],\"value\":\"1\"}");
        assertThat(registry.result("getValue", "{\"keys\":\"User|emu\"}")).isEqualTo("1");
        registry.result("setValue", "{\"keys\":[\"User\",\"emu\"],\"value\":\"2\"}");
        assertThat(registry.result("getValue", "{\"keys\":\"User|emu\"}")).isEqualTo("2");
        registry.result("setValue", "{\"keys\":[\"User\",\"emu\"]}");
        assertThat(registry.result("getValue", "{\"keys\":\"User\"}")).isNull();
        assertThat(registry.refusal("setValue", "{\"value\":\"2\"}").get(0)).isEqualTo("HandlerParams");
    }

    @Test
    void shouldSumStatisticsBetweenDates() {
        Conversation statistics =
                new Conversation(server.connect(), "\"name\":\"Module::Statistics\",\"create\":\"estatistics\"");

        assertThat(statistics.result("getValue", "{\"keys\":\"visits\"}")).isEqualTo(7.5);
        assertThat(statistics.result("getValue", "{\"keys\":[\"visits\"],\"to\":\"2014-01-31\"}"))
                .isEqualTo(3L);
        assertThat(statistics.result("getValues", "{\"keys\":\"visits\",\"from\":\"2014-02-01\"}"))
                .isEqualTo(value("[{\"date\":\"2014-02-01\",\"keys\":[\"visits\"],\"value\":4.5}]"));
        assertThat(statistics.result("getValue", "{\"keys\":\"k\"}")).isEqualTo(0L);
    }
}
