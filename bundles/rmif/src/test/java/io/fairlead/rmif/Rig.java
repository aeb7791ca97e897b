package io.fairlead.rmif;

import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.settings.LastGood;
import io.fairlead.platform.settings.SettingsException;
import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.transport.netty.NettyTransport;
import io.fairlead.transport.netty.TransportSettings;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Servers over real sockets, without OSGi. */
final class Rig implements AutoCloseable {
    final List<String> told = Collections.synchronizedList(new ArrayList<>());
    final Parts parts = recorded(Parts.class, recorded(Part.class, "io.fairlead.rmif~test"));
    final NettyTransport transport = new NettyTransport(
            TransportSettings.parse(new SettingsReader(Map.of("grace", "100ms", "gentle-close", "1s"))),
            parts,
            Path.of("."));

    RmifServer server(String pid, String... keysAndValues) {
        Map<String, Object> all = new HashMap<>(Map.of("service.pid", pid, "port", "0"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            all.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new RmifServer(transport, new Strict(), parts, all);
    }

    InetSocketAddress address(String pid, String role) {
        return transport.endpoints().stream()
                .filter(each -> each.toString().contains(pid) && each.toString().contains(role))
                .findFirst()
                .orElseThrow()
                .address()
                .orElseThrow();
    }

    private <T> T recorded(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            told.add(method.getName() + " " + (args == null ? null : List.of(args)));
            return method.getReturnType().isInstance(answer) ? answer : null;
        }));
    }

    @Override
    public void close() {
        transport.close();
    }

    /** Takes settings without mistakes only. */
    private static final class Strict implements LastGood {
        @Override
        public <T> T accept(String pid, Map<String, ?> properties, SettingsParser<T> parser) {
            SettingsReader in = new SettingsReader(properties);
            T record = parser.parse(in);
            if (!in.problems().isEmpty()) {
                throw new SettingsException(in.problems().toString(), in.problems());
            }
            return record;
        }
    }
}
