package io.fairlead.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.settings.LastGood;
import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.transport.Binding;
import io.fairlead.transport.Endpoint;
import io.fairlead.transport.Group;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.Transport;
import io.fairlead.transport.TransportException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsoleComponentTest {
    private final List<String> said = new ArrayList<>();
    private final List<String> ports = new ArrayList<>();
    private final List<Protocol> protocols = new ArrayList<>();
    private boolean taken;

    @Test
    void shouldSayWhereItListens() {
        new ConsoleComponent(Map.of("port", "8181"), transport(), lastGood(), parts());

        assertThat(ports).containsExactly("8181");
        assertThat(said).containsExactly("endpoint [http, http 127.0.0.1:8181, loopback only]", "up");
    }

    @Test
    void shouldNameATakenPortAndNotComeUp() {
        taken = true;

        assertThatThrownBy(() -> new ConsoleComponent(Map.of(), transport(), lastGood(), parts()))
                .hasMessage("port 8181 is taken");
        assertThat(said).containsExactly("failed [port 8181 is taken]");
    }

    @Test
    void shouldMoveToANewPortAndStayWhereThatIsTaken() {
        ConsoleComponent console = new ConsoleComponent(Map.of(), transport(), lastGood(), parts());
        console.modified(Map.of("port", "8282"));
        taken = true;
        console.modified(Map.of("port", "8383"));

        assertThat(ports).containsExactly("8181", "8282");
        assertThat(said).contains("warn [endpoint, port 8383 is taken The endpoint stays where it was.]");
    }

    @Test
    void shouldParkTheEndpointUnlessItsSettingsAreDeleted() {
        new ConsoleComponent(Map.of(), transport(), lastGood(), parts()).deactivate(6);
        new ConsoleComponent(Map.of(), transport(), lastGood(), parts()).deactivate(Binding.CONFIGURATION_DELETED);

        assertThat(said).containsSubsequence("up", "parked", "up", "closed", "gone");
    }

    @Test
    void shouldTellAVisitorWhatThereIs() {
        new ConsoleComponent(Map.of(), transport(), lastGood(), parts());
        FakeExchange exchange = new FakeExchange("GET", "/");
        protocols.get(0).handle(exchange.exchange());

        assertThat(exchange.status).isEqualTo(200);
        assertThat(exchange.body()).contains("/health/ready", "/metrics");
    }

    private Transport transport() {
        return (spec, protocol) -> {
            protocols.add(protocol);
            bound(spec);
            return fake(Binding.class, (name, args) -> switch (name) {
                case "group" -> group(spec);
                case "update" -> {
                    bound((GroupSpec) args.get(0));
                    yield "";
                }
                case "deactivate" -> said.add(args.get(0).equals(Binding.CONFIGURATION_DELETED) ? "closed" : "parked");
                default -> throw new UnsupportedOperationException(name);
            });
        };
    }

    private void bound(GroupSpec spec) {
        String port = spec.endpoints().get(0).ports().toString();
        if (taken) {
            throw new TransportException("port " + port + " is taken");
        }
        ports.add(port);
    }

    private static Group group(GroupSpec spec) {
        InetSocketAddress address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(),
                spec.endpoints().get(0).ports().first());
        Endpoint endpoint = fake(Endpoint.class, (name, args) -> switch (name) {
            case "role" -> "http";
            case "address" -> Optional.of(address);
            default -> throw new UnsupportedOperationException(name);
        });
        return fake(Group.class, (name, args) -> List.of(endpoint));
    }

    private Parts parts() {
        Part part = fake(Part.class, (name, args) -> {
            if (!name.equals("clear")) {
                said.add(args.isEmpty() ? name : name + " " + args);
            }
            return "";
        });
        return fake(Parts.class, (name, args) -> part);
    }

    private static LastGood lastGood() {
        return new LastGood() {
            @Override
            public <T> T accept(String pid, Map<String, ?> properties, SettingsParser<T> parser) {
                return parser.parse(new SettingsReader(properties));
            }
        };
    }

    private interface Answer {
        Object to(String name, List<Object> args);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, args) -> {
            Object result = answer.to(called.getName(), args == null ? List.of() : Arrays.asList(args));
            return called.getReturnType() == void.class ? null : result;
        }));
    }
}
