package io.fairlead.imu.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.imu.stream.EncodingErrors;
import io.fairlead.platform.settings.Problem;
import io.fairlead.platform.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImuSettingsParserTest {
    @TempDir
    Path home;

    private ImuSettings conf(String text, SettingsReader in) {
        try {
            Files.createDirectories(home.resolve("etc"));
            Files.writeString(home.resolve("etc/imuserver.conf"), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new ImuSettingsParser(home).parse(in);
    }

    private ImuSettings conf(String text) {
        SettingsReader in = new SettingsReader(Map.of("file", "etc/imuserver.conf"));
        ImuSettings settings = conf(text, in);
        assertThat(in.problems()).isEmpty();
        assertThat(in.unread()).isEmpty();
        return settings;
    }

    private static String lines(String... lines) {
        return String.join("\n", lines);
    }

    static Stream<Arguments> published() {
        return Stream.of(
                effect("main-port = 40136", ImuSettings::mainPort, 40136),
                effect("reconnect-port = 33001", ImuSettings::reconnectPort, 33001),
                effect("process-count = 5", ImuSettings::processCount, 5),
                effect("server-pool = 4", ImuSettings::serverPool, 4),
                effect("context-timeout = 2d", ImuSettings::contextTimeout, Duration.ofDays(2)),
                effect("handler-timeout = 1w", ImuSettings::handlerTimeout, Duration.ofDays(7)),
                effect("allow-updates = no", ImuSettings::allowUpdates, AllowUpdates.NO),
                effect("visibility = intranet", ImuSettings::visibility, Visibility.INTRANET),
                effect(
                        "visibility-when-authenticated = internet",
                        ImuSettings::visibilityWhenAuthenticated,
                        Visibility.INTERNET),
                effect("lookup-list-visibility = default", ImuSettings::lookupListVisibility, ListVisibility.DEFAULT),
                effect("language = de-CH", ImuSettings::language, "de-CH"),
                effect("encoding-errors = iso-8859-1", ImuSettings::encodingErrors, EncodingErrors.ISO_8859_1),
                effect("admin-port = 50001", settings -> settings.operation().adminPort(), 50001),
                effect(
                        "trace-file = log/imu.trace",
                        settings -> settings.operation().trace().file().map(Path::getFileName),
                        Optional.of(Path.of("imu.trace"))),
                effect(
                        "trace-level = 9",
                        settings -> settings.operation().trace().level(),
                        9),
                effect(
                        "trace-prefix = %p",
                        settings -> settings.operation().trace().prefix(), "%p"),
                effect(
                        "watermarking = image:logo.png:10%:se:50%:",
                        settings -> settings.media().watermarks().size(), 1),
                effect("temp-path = /tmp/imu", ImuSettings::tempPath, Optional.of(Path.of("/tmp/imu"))));
    }

    private static Arguments effect(String line, Function<ImuSettings, Object> setting, Object value) {
        return Arguments.of(line, setting, value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("published")
    void shouldGiveEachPublishedSettingItsEffect(String line, Function<ImuSettings, Object> setting, Object value) {
        assertThat(setting.apply(conf(""))).as("the default").isNotEqualTo(value);
        assertThat(setting.apply(conf(line))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-source = 20136", "user-name = emu"})
    void shouldSayWhereAPublishedSettingHasNoEffectAndWhy(String line) {
        assertThat(conf(line).notices()).singleElement().asString().contains(line, "accepted, no effect because");
    }

    @Test
    void shouldUseThePublishedDefaults() {
        ImuSettings settings = conf("# nothing is set\n");

        assertThat(settings)
                .returns(40000, ImuSettings::mainPort)
                .returns(45000, ImuSettings::reconnectPort)
                .returns(1, ImuSettings::processCount)
                .returns(1, ImuSettings::serverPool)
                .returns(Duration.ofHours(3), ImuSettings::contextTimeout)
                .returns(Duration.ofHours(1), ImuSettings::handlerTimeout)
                .returns(AllowUpdates.AUTHENTICATED, ImuSettings::allowUpdates)
                .returns(Visibility.INTERNET, ImuSettings::visibility)
                .returns(Visibility.ALL, ImuSettings::visibilityWhenAuthenticated)
                .returns("en", ImuSettings::language)
                .returns(EncodingErrors.REPLACE, ImuSettings::encodingErrors)
                .returns(List.of(), ImuSettings::notices);
    }

    @Test
    void shouldFollowTheRulesOfTheFaqForWhatIsNotSet() {
        assertThat(conf("main-port = 40136").reconnectPort()).isEqualTo(45136);
        assertThat(conf("process-count = 2").serverPool()).isEqualTo(2);
        assertThat(conf("server-pool = 4").processCount()).isEqualTo(1);
    }

    @Test
    void shouldReadTheFileAsPeopleWriteIt() {
        ImuSettings settings = conf(String.join(
                "\r\n",
                "\uFEFF# our server",
                "",
                "  Process-Count=5   # five",
                "main-port: 33000",
                "reconnect-port 33001",
                "language = \"fr\"",
                ""));

        assertThat(settings)
                .returns(5, ImuSettings::processCount)
                .returns(33000, ImuSettings::mainPort)
                .returns(33001, ImuSettings::reconnectPort)
                .returns("fr", ImuSettings::language);
    }

    @Test
    void shouldLetTheOwnKeysWinOverTheFile() {
        SettingsReader in = new SettingsReader(Map.of("file", "etc/imuserver.conf", "main-port", "41000"));

        ImuSettings settings = conf(lines("main-port = 40136", "process-count = 2"), in);

        assertThat(settings.mainPort()).isEqualTo(41000);
        assertThat(settings.processCount()).isEqualTo(2);
    }

    @Test
    void shouldNameFileLineWordAndCure() {
        SettingsReader in = new SettingsReader(Map.of("file", "etc/imuserver.conf"));

        conf(lines("# x", "process-count = many", "handler-timeout = 0h"), in);

        assertThat(in.problems().stream().map(Problem::sentence))
                .containsExactly(
                        "file = etc/imuserver.conf: imuserver.conf line 2: process-count = many is not a whole number"
                                + " from 1 to 256; write one, such as 1",
                        "file = etc/imuserver.conf: imuserver.conf line 3: handler-timeout = 0h must be above zero;"
                                + " write a length of time, such as 3h, 2d or 1w");
    }

    @Test
    void shouldTellAWordThatIsNoSetting() {
        assertThat(conf(lines("main-port = 40000", "proces-count = 3")).notices())
                .containsExactly("imuserver.conf line 2: proces-count is not a setting of imuserver.conf and has no"
                        + " effect");
    }

    @Test
    void shouldNameAFileThatIsNotThere() {
        SettingsReader in = new SettingsReader(Map.of("file", "etc/none.conf"));

        new ImuSettingsParser(home).parse(in);

        assertThat(in.problems()).extracting(Problem::key).containsExactly("file");
        assertThat(in.problems().get(0).sentence()).contains("none.conf", "name a readable UTF-8 file");
    }

    @Test
    void shouldUseTheTextThatWasKeptAndNotTheDamagedFile() {
        SettingsReader in = new SettingsReader(
                Map.of("file", "etc/imuserver.conf", ImuSettingsParser.FILE_TEXT, "main-port = 40001"));

        assertThat(conf("main-port = nonsense", in).mainPort()).isEqualTo(40001);
        assertThat(in.problems()).isEmpty();
    }

    @Test
    void shouldAlwaysSeeARequestThatIsTooLargeBeforeTheTransportCutsIt() {
        SettingsReader in = new SettingsReader(Map.of("max-request", "20m", "max-unread", "64k"));

        ImuSettings settings = new ImuSettingsParser(home).parse(in);

        assertThat(settings.main().maxUnread()).isGreaterThan(20 << 20);
        assertThat(settings.bounds().limits(1).messageBytes()).isEqualTo(20 << 20);
    }
}
