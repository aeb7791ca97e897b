package io.fairlead.imu.check;

import io.fairlead.transport.PortRange;
import io.fairlead.transport.TransportView.PortEntry;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares what a server asks for with the other servers of the platform, the ports that are in use, the holes that are
 * declared, and the system's range of ports for outgoing connections.
 */
public final class PortCheck {
    private final List<PortPlan> all;
    private final List<PortEntry> ledger;
    private final Optional<PortRange> ephemeral;

    /**
     * @param all the plans of all servers, that of the one to check among them or not
     * @param ledger the platform's ports
     * @param ephemeral the system's range for outgoing connections, where it is known
     */
    public PortCheck(List<PortPlan> all, List<PortEntry> ledger, Optional<PortRange> ephemeral) {
        this.all = List.copyOf(all);
        this.ledger = List.copyOf(ledger);
        this.ephemeral = ephemeral;
    }

    /** Returns the lines for a server: the list for the network team first, then what stands in its way. */
    public List<String> lines(PortPlan plan) {
        List<String> lines = new ArrayList<>();
        List<Integer> reconnect = plan.reconnectPorts(port -> taken(plan, port));
        lines.add("holes in the firewall: " + (reconnect.size() + 1));
        lines.add("  " + plan.mainPort() + "  the main port, used by all processes");
        for (int i = 0; i < reconnect.size(); i++) {
            lines.add("  " + reconnect.get(i) + "  the reconnection port of process " + (i + 1));
        }
        if (plan.adminPort() > 0) {
            lines.add("  no hole: " + plan.adminPort() + ", the admin port, for this machine only");
        }
        problems(plan, reconnect).forEach(problem -> lines.add("! " + problem));
        return lines;
    }

    private List<String> problems(PortPlan plan, List<Integer> reconnect) {
        List<String> problems = new ArrayList<>();
        if (taken(plan, plan.mainPort())) {
            problems.add("main-port " + plan.mainPort() + " is taken by " + owner(plan, plan.mainPort())
                    + "; give one of them another port");
        }
        for (int port = plan.reconnectPort(); reconnect.size() > 0 && port < last(reconnect); port++) {
            if (!reconnect.contains(port) && port != plan.mainPort()) {
                problems.add("reconnection port " + port + " is taken by " + owner(plan, port)
                        + ", the next is used instead; set reconnect-port so that the range is free");
            }
        }
        overlaps(plan, problems);
        plan.declared().ifPresent(holes -> {
            plan.holes(port -> taken(plan, port)).stream()
                    .filter(port -> !holes.contains(port))
                    .forEach(port -> problems.add("port " + port + " lies outside firewall-holes " + holes
                            + ": clients beyond the firewall cannot come back to it; add the hole"));
            outgoing(plan, problems);
        });
        return problems;
    }

    private static int last(List<Integer> ports) {
        return ports.get(ports.size() - 1);
    }

    /** Two servers that start to look from the same ports share them by the order in which they start. */
    private void overlaps(PortPlan plan, List<String> problems) {
        List<Integer> mine = plan.holes(port -> false);
        for (PortPlan other : all) {
            if (!other.server().equals(plan.server())) {
                List<Integer> shared = other.holes(port -> false).stream()
                        .filter(mine::contains)
                        .toList();
                if (!shared.isEmpty()) {
                    problems.add("wants the same ports as " + other.server() + ": " + list(shared)
                            + "; which of them gets which depends on the order of their start; move reconnect-port");
                }
            }
        }
    }

    private void outgoing(PortPlan plan, List<String> problems) {
        ephemeral.ifPresent(range -> {
            List<Integer> inside = plan.holes(port -> taken(plan, port)).stream()
                    .filter(port -> port >= range.first() && port <= range.last())
                    .toList();
            if (!inside.isEmpty()) {
                problems.add("outgoing connections of this machine may take " + list(inside)
                        + "; reserve them: sysctl -w net.ipv4.ip_local_reserved_ports="
                        + inside.stream().map(String::valueOf).collect(Collectors.joining(",")));
            }
        });
    }

    private static String list(List<Integer> ports) {
        return ports.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private boolean taken(PortPlan plan, int port) {
        return entry(plan, port).isPresent();
    }

    private String owner(PortPlan plan, int port) {
        return entry(plan, port)
                .map(entry -> entry.group() + "/" + entry.role())
                .orElse("a program outside the platform");
    }

    private Optional<PortEntry> entry(PortPlan plan, int port) {
        return ledger.stream()
                .filter(entry ->
                        entry.protocol().equals("tcp") && !entry.group().equals(plan.server()))
                .filter(entry -> entry.got().map(InetSocketAddress::getPort).equals(Optional.of(port)))
                .findFirst();
    }
}
