package io.fairlead.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.platform.settings.LastGood;
import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.PortRange;
import io.fairlead.transport.netty.http.HttpRoutes;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleContext;

@Timeout(30)
class TransportComponentTest {
    private final RecordedParts parts = new RecordedParts();

    @Test
    void shouldMoveItsEndpointsAndKeepTheirConnectionsWhenItsSettingsChange() throws Exception {
        TransportComponent component = start(Map.of("host", "127.0.0.1"));
        TestEcho echo = new TestEcho("echo");
        component.bind(Rig.group(Rig.listener(PortRange.exactly(0), EndpointOptions.DEFAULT)), echo);
        InetSocketAddress before = component.ports().get(0).got().orElseThrow();
        try (Client client = new Client(before)) {
            client.ask("a");
            component.modified(Map.of("host", "127.0.0.4", "allow", "127.0.0.0/8, 10.0.0.0/8"));
            InetSocketAddress after = component.endpoints().get(0).address().orElseThrow();
            assertThat(after.getHostString()).isEqualTo("127.0.0.4");
            assertThat(client.ask("b")).isEqualTo("echo 2 b");
            try (Client next = new Client(after)) {
                assertThat(next.ask("c")).isEqualTo("echo 1 c");
            }

            component.modified(Map.of("host", "192.0.2.1"));
            assertThat(parts.part(TransportSettings.PID).warnings.get("host")).contains("192.0.2.1", "stay where");
            assertThat(client.ask("d")).isEqualTo("echo 3 d");

            component.modified(Map.of("host", "127.0.0.4", "event-loops", "7"));
            assertThat(parts.part(TransportSettings.PID).warnings).containsOnlyKeys("event-loops");
        } finally {
            component.deactivate(1);
        }
        assertThatThrownBy(() -> new Client(before)).hasMessageContaining("refused");
    }

    @Test
    void shouldReadEverySettingOfItsMetatype() throws Exception {
        SettingsReader in = new SettingsReader(Map.of());
        assertThat(TransportSettings.parse(in)).isEqualTo(TransportSettings.DEFAULT);
        assertThat(in.known())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(TransportConfig.class.getDeclaredMethods())
                        .map(method -> method.getName().replace("$_$", "-"))
                        .toList());
    }

    private TransportComponent start(Map<String, Object> properties) {
        BundleContext context = (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (self, method, args) -> null);
        return new TransportComponent(context, new Plain(), parts, new HttpRoutes(), properties);
    }

    private static final class Plain implements LastGood {
        @Override
        public <T> T accept(String pid, Map<String, ?> properties, SettingsParser<T> parser) {
            return parser.parse(new SettingsReader(properties));
        }
    }
}
