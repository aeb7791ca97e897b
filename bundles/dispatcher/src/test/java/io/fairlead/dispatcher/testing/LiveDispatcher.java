package io.fairlead.dispatcher.testing;

import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.health.Status;
import io.fairlead.platform.settings.LastGood;
import io.fairlead.platform.settings.SettingsException;
import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.transport.netty.NettyTransport;
import io.fairlead.transport.netty.TransportSettings;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** What surrounds a dispatcher that runs on real sockets: the transport, and the platform's records as maps. */
public final class LiveDispatcher implements AutoCloseable {
    private static final String PID = "io.fairlead.dispatcher~live";

    private final Path home;
    private final Map<String, String> told = new ConcurrentHashMap<>();
    private final NettyTransport transport;

    /** Starts a transport on a loopback address. */
    public LiveDispatcher(Path home, String host) {
        this.home = home;
        Map<String, String> settings = Map.of("event-loops", "2", "host", host, "grace", "100ms", "swap-limit", "2s");
        transport = new NettyTransport(TransportSettings.parse(new SettingsReader(settings)), parts(), home);
    }

    /** Returns the transport. */
    public NettyTransport transport() {
        return transport;
    }

    /** Returns a framework that knows the instance's folder. */
    public BundleContext context() {
        return fake(
                BundleContext.class,
                Map.of("getProperty", home.toString(), "registerService", fake(ServiceRegistration.class, Map.of())));
    }

    private static <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> answers.get(method.getName())));
    }

    /** Returns settings as ConfigAdmin pushes them. */
    public static Map<String, Object> properties(String... keysAndValues) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("service.pid", PID);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return properties;
    }

    /** Returns a reader of settings that keeps nothing. */
    public LastGood lastGood() {
        return new LastGood() {
            @Override
            public <T> T accept(String pid, Map<String, ?> properties, SettingsParser<T> parser) {
                SettingsReader in = new SettingsReader(properties);
                T parsed = parser.parse(in);
                if (!in.problems().isEmpty()) {
                    throw new SettingsException(in.problems().toString(), in.problems());
                }
                if (!in.unread().equals(List.of())) {
                    throw new SettingsException("not read: " + in.unread(), in.problems());
                }
                return parsed;
            }
        };
    }

    /** Returns the record of health. */
    public Parts parts() {
        return new Parts() {
            @Override
            public Part part(String pid) {
                return new RecordedPart();
            }

            @Override
            public List<Report> reports() {
                return List.of();
            }

            @Override
            public Status worst() {
                return Status.UP;
            }
        };
    }

    /** Returns what the dispatcher has told, by topic or role. */
    public Map<String, String> told() {
        return told;
    }

    @Override
    public void close() {
        transport.close();
    }

    private final class RecordedPart implements Part {
        @Override
        public String name() {
            return PID;
        }

        @Override
        public void up() {
            told.remove("failed");
        }

        @Override
        public void failed(String sentence) {
            told.put("failed", sentence);
        }

        @Override
        public void gone() {
            told.clear();
        }

        @Override
        public void warn(String topic, String sentence) {
            told.put(topic, sentence);
        }

        @Override
        public void clear(String topic) {
            told.remove(topic);
        }

        @Override
        public void endpoint(String role, String where, String note) {
            told.put(role, where + " " + note);
        }

        @Override
        public void endpointClosed(String role) {
            told.remove(role);
        }
    }
}
