package io.fairlead.bench.swap;

import com.sun.management.UnixOperatingSystemMXBean;
import io.fairlead.bench.SilentParts;
import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.transport.Binding;
import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.HandOver;
import io.fairlead.transport.PortRange;
import io.fairlead.transport.netty.NettyTransport;
import io.fairlead.transport.netty.TransportSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The transport with the protocol that is swapped, in a JVM of its own. It prints {@code ready PORT}, then obeys lines:
 * {@code swap} hands over to the next generation, {@code park} stops one generation before the next begins, {@code left}
 * tells what is left of the old ones.
 */
public final class SwapServer {
    private static final String KEY = "io.fairlead.bench";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final NettyTransport transport =
            new NettyTransport(TransportSettings.DEFAULT, new SilentParts(), Path.of("."));
    private final Generations generations = new Generations();
    private final GroupSpec spec;
    private Binding binding;

    private SwapServer(EndpointSpec.Kind kind, EndpointOptions options) throws ReflectiveOperationException {
        spec = new GroupSpec(KEY, List.of(new EndpointSpec("main", kind, PortRange.exactly(0), options, "benchmark")));
        binding = transport.bind(spec, generations.next());
    }

    /** @param arguments {@code tcp} or {@code udp}; for TLS the certificate's file and its key's */
    public static void main(String[] arguments) throws Exception {
        EndpointSpec.Kind kind = arguments[0].equals("udp") ? EndpointSpec.Kind.DATAGRAM : EndpointSpec.Kind.LISTENER;
        Map<String, String> words =
                arguments.length < 3 ? Map.of() : Map.of("tls.certificate", arguments[1], "tls.key", arguments[2]);
        SwapServer server =
                new SwapServer(kind, EndpointOptions.read(new SettingsReader(words), "main", EndpointOptions.DEFAULT));
        System.out.println("ready "
                + server.binding
                        .group()
                        .endpoint("main")
                        .address()
                        .orElseThrow()
                        .getPort());
        server.obey();
    }

    private void obey() throws IOException, ReflectiveOperationException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            switch (line) {
                case "swap" -> swap();
                case "park" -> park();
                case "left" -> left();
                default -> System.out.println("done unknown " + line);
            }
        }
    }

    private void swap() throws ReflectiveOperationException {
        Binding next = transport.bind(spec, generations.next());
        long began = System.nanoTime();
        HandOver.Outcome outcome = transport.handOver(List.of(KEY), LIMIT, false);
        long took = System.nanoTime() - began;
        if (outcome.done()) {
            binding = next;
        }
        System.out.printf(
                "done %b %d %d %d %s%n",
                outcome.done(),
                outcome.connections(),
                outcome.longestPause().toNanos() / 1000,
                took / 1000,
                outcome.reason());
    }

    private void park() throws ReflectiveOperationException {
        int connections = transport.endpoints().get(0).connections();
        long began = System.nanoTime();
        binding.park(LIMIT);
        binding = transport.bind(spec, generations.next());
        long took = (System.nanoTime() - began) / 1000;
        System.out.printf("done true %d %d %d%n", connections, took, took);
    }

    private void left() throws InterruptedException, IOException {
        long loaders = generations.left();
        System.gc();
        Runtime memory = Runtime.getRuntime();
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.printf(
                "done %d %d %d %d%n",
                loaders,
                (memory.totalMemory() - memory.freeMemory()) >> 10,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                system.getOpenFileDescriptorCount());
    }
}
