package io.fairlead.imu.check;

import io.fairlead.imu.settings.Holes;
import io.fairlead.imu.settings.ImuSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The ports that one server asks for (the IMu API's FAQ, "What ports does IMu use?").
 *
 * @param server its name
 * @param mainPort the port that all processes share
 * @param reconnectPort the first to try for each process's own
 * @param processCount how many processes
 * @param adminPort for this machine only, and so no hole; 0: none
 * @param declared the holes that there are, as far as somebody has said so
 */
public record PortPlan(
        String server, int mainPort, int reconnectPort, int processCount, int adminPort, Optional<Holes> declared) {
    private static final int MAX_PORT = 65_535;

    /** Returns what settings ask for. */
    public static PortPlan of(String server, ImuSettings settings) {
        return new PortPlan(
                server,
                settings.mainPort(),
                settings.reconnectPort(),
                settings.processCount(),
                settings.operation().adminPort(),
                settings.operation().holes());
    }

    /**
     * Returns the reconnection ports that the processes get, in their order.
     *
     * @param taken whether somebody else has a port
     */
    public List<Integer> reconnectPorts(IntPredicate taken) {
        List<Integer> ports = new ArrayList<>();
        for (int port = reconnectPort; port <= MAX_PORT && ports.size() < processCount; port++) {
            if (port != mainPort && !taken.test(port)) {
                ports.add(port);
            }
        }
        return ports;
    }

    /** Returns the holes that the firewall needs: the main port, and one for each process. */
    public List<Integer> holes(IntPredicate taken) {
        List<Integer> holes = new ArrayList<>(List.of(mainPort));
        holes.addAll(reconnectPorts(taken));
        return holes;
    }
}
