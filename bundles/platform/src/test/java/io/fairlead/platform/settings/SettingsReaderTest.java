package io.fairlead.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
    private enum Manner {
        BOTH_CLOSE,
        KEEP_NEW
    }

    @Test
    void shouldReadEveryTypeOfSetting() {
        SettingsReader in = new SettingsReader(Map.of(
                "port", "40000",
                "wait", "3h",
                "size", "64k",
                "same", "keep-new",
                "on", "Yes",
                "words", "a, b ,,c",
                "array", new String[] {"x", " y "}));

        assertThat(in.integer("port", 1, 0, 65535)).isEqualTo(40000);
        assertThat(in.duration("wait", Duration.ZERO)).isEqualTo(Duration.ofHours(3));
        assertThat(in.bytes("size", 0, 0, 1 << 20)).isEqualTo(65536);
        assertThat(in.choice("same", Manner.BOTH_CLOSE)).isEqualTo(Manner.KEEP_NEW);
        assertThat(in.flag("on", false)).isTrue();
        assertThat(in.list("words")).containsExactly("a", "b", "c");
        assertThat(in.list("array")).containsExactly("x", "y");
        assertThat(in.problems()).isEmpty();
        assertThat(in.unread()).isEmpty();
    }

    @Test
    void shouldTellEveryMistakeWithItsCureAndGoOn() {
        SettingsReader in = new SettingsReader(
                Map.of("port", "70000", "wait", "soon", "same", "perhaps", "on", "maybe", "size", "99999999999g"));

        assertThat(in.integer("port", 7, 0, 65535)).isEqualTo(7);
        in.duration("wait", Duration.ZERO);
        in.choice("same", Manner.BOTH_CLOSE);
        in.flag("on", false);
        in.bytes("size", 1, 0, 100);
        in.required("name", "write the name of the thing");

        assertThat(in.problems().stream().map(Problem::key))
                .containsExactly("port", "wait", "same", "on", "size", "name");
        assertThat(in.problems().get(0).sentence())
                .isEqualTo("port = 70000: is not a whole number from 0 to 65535; write one, such as 7");
        assertThat(in.problems().get(2).cure()).isEqualTo("write one of both-close, keep-new");
    }

    @Test
    void shouldNameKeysThatNobodyRead() {
        SettingsReader in = new SettingsReader(
                Map.of("mian-port", "1", "service.pid", "x", "felix.fileinstall.filename", "y", "port", "1"));
        in.text("port");

        assertThat(in.unread()).isEqualTo(List.of("mian-port"));
    }

    @Test
    void shouldTreatNoneAndZeroAsNoLimit() {
        assertThat(SettingsReader.parseDuration("none")).isZero();
        assertThat(SettingsReader.parseDuration("0")).isZero();
        assertThat(SettingsReader.parseDuration("250ms")).isEqualTo(Duration.ofMillis(250));
        assertThat(SettingsReader.parseDuration("2w")).isEqualTo(Duration.ofDays(14));
    }

    @Test
    void shouldFallBackOnAnotherSourceWhereTheSettingsDoNotHaveTheKey() {
        SettingsReader in = new SettingsReader(Map.of("port", "1"));
        in.fallBackOn(Map.of("port", "2", "threads", "many", "names", "a, b"));

        assertThat(in.integer("port", 7, 0, 65535)).isEqualTo(1);
        assertThat(in.list("names")).containsExactly("a", "b");
        in.integer("threads", 7, 0, 50);
        assertThat(in.problems().get(0).sentence()).startsWith("threads = many: ");
        assertThat(in.unread()).isEmpty();
    }
}
