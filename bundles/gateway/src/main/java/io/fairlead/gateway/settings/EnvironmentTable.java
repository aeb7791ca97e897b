package io.fairlead.gateway.settings;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a gateway environment file says.
 *
 * @param lines its lines, in their order
 */
public record EnvironmentTable(List<Line> lines) {
    /** How many clients beyond those of the file at the start may be registered while it runs. */
    public static final int DYNAMIC = 50;

    /** A file without a line. */
    public static final EnvironmentTable EMPTY = new EnvironmentTable(List.of());

    public EnvironmentTable {
        lines = List.copyOf(lines);
    }

    /**
     * A client that may connect, or a server to connect to.
     *
     * @param host its address; in client mode a name will do
     * @param port the port that the client comes to, or of the server
     * @param id the client's ID, or the server's
     */
    public record Line(String host, int port, String id) {}

    /** Returns the ID of the client of that address which comes to that port. */
    public Optional<String> client(InetAddress address, int port) {
        String host = address.getHostAddress();
        return lines.stream()
                .filter(line -> line.port == port && line.host.equals(host))
                .map(Line::id)
                .findFirst();
    }

    /** Returns the server of that ID. */
    public Optional<Line> server(String id) {
        return lines.stream().filter(line -> line.id.equals(id)).findFirst();
    }

    /** Returns all IDs, in alphabetical order. */
    public Set<String> ids() {
        Set<String> ids = new TreeSet<>();
        lines.forEach(line -> ids.add(line.id));
        return ids;
    }

    /** Returns the number of lines. */
    public int size() {
        return lines.size();
    }

    /** Returns only the lines for one port, where any is; a file may serve several listeners. */
    public EnvironmentTable forPort(int port) {
        return new EnvironmentTable(
                lines.stream().filter(line -> line.port == port).toList());
    }
}
