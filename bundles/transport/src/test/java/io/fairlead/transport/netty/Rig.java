package io.fairlead.transport.netty;

import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.transport.Binding;
import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.HandOver;
import io.fairlead.transport.PortRange;
import io.fairlead.transport.Protocol;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A transport with short times, and one group on it. */
public final class Rig implements AutoCloseable {
    public static final String KEY = "io.fairlead.echo~test";

    public final RecordedParts parts = new RecordedParts();
    public final NettyTransport transport;

    public Rig() {
        this(Map.of(), Path.of("."));
    }

    /** A transport with some settings of its own, written as in a file. */
    public Rig(Map<String, String> settings, Path base) {
        Map<String, String> all = new HashMap<>(Map.of(
                "event-loops", "2",
                "grace", "300ms",
                "swap-limit", "500ms",
                "gentle-close", "1s",
                "tls-check", "50ms",
                "io", System.getProperty("fairlead.test.io", "auto")));
        all.putAll(settings);
        transport = new NettyTransport(TransportSettings.parse(new SettingsReader(all)), parts, base);
    }

    public Binding bind(Protocol protocol) {
        return bind(protocol, EndpointOptions.DEFAULT);
    }

    public Binding bind(Protocol protocol, EndpointOptions options) {
        return transport.bind(group(listener(PortRange.exactly(0), options)), protocol);
    }

    public static GroupSpec group(EndpointSpec... endpoints) {
        return new GroupSpec(KEY, List.of(endpoints));
    }

    public static EndpointSpec listener(PortRange ports, EndpointOptions options) {
        return new EndpointSpec("main", EndpointSpec.Kind.LISTENER, ports, options, "for a test");
    }

    public static EndpointSpec connector(EndpointOptions options) {
        return new EndpointSpec("out", EndpointSpec.Kind.CONNECTOR, PortRange.exactly(0), options, "for a test");
    }

    /** Returns options read as in a file. */
    public static EndpointOptions options(String... keysAndValues) {
        Map<String, String> words = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            words.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return EndpointOptions.read(new SettingsReader(words), "main", EndpointOptions.DEFAULT);
    }

    public static InetSocketAddress address(Binding binding) {
        return binding.group().endpoint("main").address().orElseThrow();
    }

    public Client client(Binding binding) {
        return new Client(address(binding));
    }

    public HandOver.Outcome handOver() {
        return handOver(Duration.ofSeconds(2), false);
    }

    public HandOver.Outcome handOver(Duration limit, boolean force) {
        return transport.handOver(List.of(KEY), limit, force);
    }

    @Override
    public void close() {
        transport.close();
    }
}
