package io.fairlead.gateway.testing;

import io.fairlead.gateway.api.SessionProgram;
import io.fairlead.gateway.engine.Gateway;
import io.fairlead.gateway.engine.SvcGw;
import io.fairlead.gateway.settings.EnvironmentFile;
import io.fairlead.gateway.settings.GatewayParser;
import io.fairlead.gateway.settings.GatewaySettings;
import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.health.Status;
import io.fairlead.platform.log.RepeatLog;
import io.fairlead.platform.settings.SettingsException;
import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.service.Reply;
import io.fairlead.service.Request;
import io.fairlead.service.ServiceException;
import io.fairlead.service.TpErrno;
import io.fairlead.services.TestServices;
import io.fairlead.transport.Binding;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.HandOver;
import io.fairlead.transport.PortRange;
import io.fairlead.transport.netty.NettyTransport;
import io.fairlead.transport.netty.TransportSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.LoggerFactory;

/** A gateway on real sockets, with services, and without a framework. */
public final class LiveGateway implements AutoCloseable {
    /** The name by which services call the peers. */
    public static final String SVCGW = "svcgw";

    private static final String PID = "io.fairlead.gateway~test";

    private final Path home;
    private final TestServices services = new TestServices();
    private final RecordedPart part = new RecordedPart();
    private final NettyTransport transport;
    private final ExecutorService background = Executors.newSingleThreadExecutor();
    private final List<Peer> peers = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private final BuiltIn builtIn = new BuiltIn();
    private Gateway gateway;
    private Binding binding;
    private long svcgw;

    /**
     * Starts one with messages of four digits and so many bytes, on any port.
     *
     * @param home where files are
     * @param keysAndValues more settings
     */
    public LiveGateway(Path home, String... keysAndValues) {
        this.home = home;
        transport = new NettyTransport(
                TransportSettings.parse(new SettingsReader(
                        Map.of("event-loops", "2", "grace", "100ms", "gentle-close", "1s", "host", "127.0.0.1"))),
                parts(),
                home);
        settings.putAll(Map.of(
                "port", "0",
                "framing", "length",
                "framing.encoding", "ascii",
                "framing.width", "4",
                "retry", "100ms"));
        set(keysAndValues);
        gateway = gateway(parse());
        binding = transport.bind(spec(), gateway);
        svcgw = services.add(SVCGW, false, new SvcGw(gateway));
    }

    /** Changes settings while it works. */
    public void change(String... keysAndValues) {
        set(keysAndValues);
        gateway.update(parse());
        binding.update(spec());
    }

    /** Replaces the gateway by a new one, as a hand-over does. */
    public HandOver.Outcome swap() {
        Gateway next = gateway(parse());
        Binding staged = transport.bind(spec(), next);
        long nextId = services.add(SVCGW, false, new SvcGw(next));
        HandOver.Outcome outcome = transport.handOver(transport.staged(), Duration.ofSeconds(5), false);
        if (outcome.done()) {
            services.remove(SVCGW, svcgw);
            binding.park(Duration.ofSeconds(1));
            gateway = next;
            binding = staged;
            svcgw = nextId;
        } else {
            services.remove(SVCGW, nextId);
            staged.park(Duration.ofSeconds(1));
        }
        return outcome;
    }

    /** Stops in order, as for settings that were deleted. */
    public void stop() {
        services.remove(SVCGW, svcgw);
        gateway.drain();
        binding.close();
    }

    /** Makes a gateway's settings of the words that were given. */
    public GatewaySettings parse() {
        SettingsReader in = new SettingsReader(settings);
        GatewaySettings parsed = new GatewayParser(home, builtIn).parse(in);
        if (!in.problems().isEmpty()) {
            throw new SettingsException(in.problems().toString(), in.problems());
        }
        return parsed;
    }

    private void set(String... keysAndValues) {
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
    }

    private Gateway gateway(GatewaySettings first) {
        return new Gateway(
                first,
                () -> Optional.ofNullable(settings.get("environment-file"))
                        .map(file -> new EnvironmentFile(home.resolve(file))),
                new Gateway.Outside(
                        part,
                        () -> Optional.of(services.services()),
                        System::nanoTime,
                        new RepeatLog(
                                LoggerFactory.getLogger(LiveGateway.class), Duration.ofMinutes(1), System::nanoTime),
                        background,
                        new Random(1)));
    }

    private GroupSpec spec() {
        GatewaySettings parsed = parse();
        boolean listens = parsed.mode() == GatewaySettings.Mode.SERVER;
        return new GroupSpec(
                PID,
                List.of(new EndpointSpec(
                        GatewayParser.ROLE,
                        listens ? EndpointSpec.Kind.LISTENER : EndpointSpec.Kind.CONNECTOR,
                        PortRange.exactly(listens ? parsed.port() : 0),
                        parsed.options(),
                        "test")));
    }

    /** Returns the gateway that serves. */
    public Gateway gateway() {
        return gateway;
    }

    /** Returns the services. */
    public TestServices services() {
        return services;
    }

    /** Returns what operators were told, by topic. */
    public Map<String, String> told() {
        return part.told;
    }

    /** Adds a session program, or puts another in its place. */
    public void program(String name, SessionProgram program) {
        builtIn.put(name, program);
        gateway.update(parse());
    }

    /** Returns where it listens. */
    public InetSocketAddress address() {
        return binding.group().endpoint(GatewayParser.ROLE).address().orElseThrow();
    }

    /** Connects from 127.0.0.1. */
    public Peer peer() throws IOException {
        return peer("127.0.0.1");
    }

    /** Connects from an address of this machine. */
    public Peer peer(String from) throws IOException {
        Peer peer = Peer.connect(address(), from);
        peers.add(peer);
        return peer;
    }

    /** Calls a peer and waits for its reply. */
    public String call(String message) throws ServiceException, InterruptedException {
        return text(services.services().call(SVCGW, request(message)));
    }

    /** Calls the peer of a client ID. */
    public String call(String client, String message) throws ServiceException, InterruptedException {
        return text(services.services().call(SVCGW, request(message).withClientId(client)));
    }

    /** Returns with what error a call ends. */
    public TpErrno errorOf(String client, String message) throws InterruptedException {
        try {
            Request request = request(message);
            Reply reply = services.services().call(SVCGW, client.isEmpty() ? request : request.withClientId(client));
            throw new AssertionError("it was answered: " + text(reply));
        } catch (ServiceException e) {
            return e.error();
        }
    }

    /** Returns a request of a text. */
    public static Request request(String message) {
        return Request.of(message.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Returns a reply's text. */
    public static String text(Reply reply) {
        return new String(reply.bytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        peers.forEach(Peer::close);
        transport.close();
        services.close();
        background.shutdownNow();
    }

    private Parts parts() {
        return new Parts() {
            @Override
            public Part part(String pid) {
                return part;
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

    private static final class RecordedPart implements Part {
        private final Map<String, String> told = new ConcurrentHashMap<>();

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
