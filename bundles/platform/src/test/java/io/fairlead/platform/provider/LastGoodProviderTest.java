package io.fairlead.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.platform.health.Parts;
import io.fairlead.platform.health.Status;
import io.fairlead.platform.settings.SettingsException;
import io.fairlead.platform.settings.SettingsParser;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

class LastGoodProviderTest {
    private static final String PID = "io.fairlead.demo~one";
    private static final SettingsParser<Integer> PORT = in -> in.integer("port", 7, 0, 65535);

    @TempDir
    Path home;

    private final List<String> registered = new ArrayList<>();
    private Path file;
    private Parts parts;
    private LastGoodProvider lastGood;

    @BeforeEach
    void start() throws Exception {
        file = Files.createDirectories(home.resolve("etc")).resolve("io.fairlead.demo-one.cfg");
        Files.writeString(file, "# a comment\nport = 1\n");
        parts = new PartsProvider(context());
        lastGood = new LastGoodProvider(context(), parts);
    }

    @Test
    void shouldKeepTheLastGoodSettingsWhenTheNewOnesHaveMistakes() {
        assertThat(lastGood.accept(PID, settings("1"), PORT)).isEqualTo(1);
        assertThat(lastGood.accept(PID, settings("one"), PORT)).isEqualTo(1);

        assertThat(parts.part(PID).name()).isEqualTo(PID);
        assertThat(parts.reports().get(0).findings().get(1).message())
                .isEqualTo("etc/io.fairlead.demo-one.cfg line 2: port = one: is not a whole number from 0 to 65535;"
                        + " write one, such as 7 (the last good settings stay in force)");
    }

    @Test
    void shouldFindTheLastGoodSettingsAfterARestart() {
        lastGood.accept(PID, settings("1"), PORT);

        assertThat(new LastGoodProvider(context(), parts).accept(PID, settings("x"), PORT))
                .isEqualTo(1);
    }

    @Test
    void shouldKeepThemFromOtherUsers() throws Exception {
        lastGood.accept(PID, settings("1"), PORT);

        Path kept = home.resolve("state/last-good/" + PID + ".properties");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldTakeTheWarningBackWhenTheMistakeIsMended() {
        lastGood.accept(PID, settings("1"), PORT);
        lastGood.accept(PID, settings("one"), PORT);
        lastGood.accept(PID, settings("2"), PORT);
        parts.part(PID).up();

        assertThat(parts.worst()).isEqualTo(Status.UP);
    }

    @Test
    void shouldFailTheStartWithOneSentenceWhenThereAreNoGoodSettings() {
        assertThatThrownBy(() -> lastGood.accept(PID, settings("one"), PORT))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("etc/io.fairlead.demo-one.cfg line 2: port = one");

        assertThat(registered).hasSize(1);
        assertThat(registered.get(0)).startsWith("failed etc/io.fairlead.demo-one.cfg line 2");
    }

    @Test
    void shouldTellTheTableOfEndpointsOnceEverythingIsUp() {
        parts.part(PID).endpoint("main", "tcp 127.0.0.1:40000", "loopback only");
        parts.part(PID).up();
        parts.part(PID).up();

        assertThat(registered).containsExactly("ready   demo~one/main  tcp 127.0.0.1:40000  (loopback only)");
    }

    @Test
    void shouldWarnOfAKeyThatIsNoSetting() {
        Map<String, Object> settings = Map.of("port", "1", "prot", "2");
        lastGood.accept(PID, settings, PORT);

        assertThat(parts.reports().get(0).findings().get(1).message())
                .isEqualTo(PID + ": prot is not a setting here and has no effect");
    }

    private Map<String, Object> settings(String port) {
        return Map.of("port", port, "felix.fileinstall.filename", file.toUri().toString());
    }

    private BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "getProperty":
                            return home.toString();
                        case "registerService":
                            registered.add(((Dictionary<?, ?>) arguments[2]).get("fairlead.startup") + " "
                                    + ((Supplier<?>) arguments[1]).get());
                            return null;
                        default:
                            throw new UnsupportedOperationException(method.getName());
                    }
                });
    }
}
