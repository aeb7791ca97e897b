package io.fairlead.transport.netty;

import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.PortRange;
import io.fairlead.transport.TransportException;
import io.fairlead.transport.TransportView.PortEntry;
import io.netty.channel.Channel;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Opens the first free port of a range, and keeps the ledger of what was asked for and got. */
public final class PortOpener {
    private final PortLedger ledger = new PortLedger();
    private final EphemeralRange ephemeral;

    /** @param ephemeral the system's range for outgoing connections */
    public PortOpener(EphemeralRange ephemeral) {
        this.ephemeral = ephemeral;
    }

    /** Binds a socket to one address. */
    @FunctionalInterface
    public interface Binder {
        /**
         * Binds.
         *
         * @throws Exception where the address cannot be had
         */
        Channel bind(InetSocketAddress address) throws Exception;
    }

    /**
     * A socket that was opened.
     *
     * @param channel the socket
     * @param address the address that it is bound to
     * @param entry its line of the ledger
     */
    public record Opened(Channel channel, InetSocketAddress address, PortEntry entry) {}

    /** Returns the ledger. */
    public PortLedger ledger() {
        return ledger;
    }

    /**
     * Opens the first port of the range that is free.
     *
     * @param group who asks
     * @param spec for which endpoint
     * @param protocol {@code tcp} or {@code udp}
     * @param host the address to bind
     * @param binder binds the socket
     * @return the socket; its line is not in the ledger yet, see {@link PortLedger#put}
     * @throws TransportException where none can be had; names port, endpoint and cure
     */
    public Opened open(String group, EndpointSpec spec, String protocol, String host, Binder binder) {
        InetAddress address = resolve(group, spec, host);
        PortRange ports = spec.ports();
        List<Integer> taken = new ArrayList<>();
        for (int port = ports.first(); port <= ports.last(); port++) {
            try {
                Channel channel = binder.bind(new InetSocketAddress(address, port));
                InetSocketAddress got = (InetSocketAddress) channel.localAddress();
                return new Opened(channel, got, entry(group, spec, protocol, Optional.of(got), skipped(taken)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failed(group, spec, protocol, "opening was interrupted");
            } catch (Exception e) {
                if (!inUse(e)) {
                    throw failed(group, spec, protocol, other(group, spec, host, port, e));
                }
                taken.add(port);
            }
        }
        throw failed(group, spec, protocol, allTaken(group, spec, protocol, host, taken));
    }

    private TransportException failed(String group, EndpointSpec spec, String protocol, String sentence) {
        ledger.put(entry(group, spec, protocol, Optional.empty(), sentence));
        return new TransportException(sentence);
    }

    private static InetAddress resolve(String group, EndpointSpec spec, String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new TransportException("The host " + host + " of endpoint " + group + "/" + spec.role()
                    + " is not known; write an address of this machine as host in " + file(group) + ".");
        }
    }

    private String allTaken(String group, EndpointSpec spec, String protocol, String host, List<Integer> taken) {
        int first = taken.get(0);
        String what = taken.size() == 1
                ? "Port " + first + " (" + protocol + ") on " + host + " is taken"
                : "The ports " + spec.ports() + " (" + protocol + ") on " + host + " are all taken";
        String holder = taken.size() == 1
                ? ledger.holder(protocol, first)
                        .map(entry -> " by " + entry.group() + "/" + entry.role())
                        .orElse(" by another program")
                : "";
        return what + holder + ", so endpoint " + group + "/" + spec.role() + " (" + spec.reason()
                + ") cannot be opened; free it or change the port of " + spec.role() + " in " + file(group) + "."
                + ephemeral.cure(taken);
    }

    private static String other(String group, EndpointSpec spec, String host, int port, Exception cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        String why = message.contains("permission")
                ? "the system gives ports below 1024 to privileged programs only; choose a higher port"
                : message.contains("assign")
                        ? host + " is no address of this machine; change host"
                        : "the system said \"" + cause.getMessage() + "\"; change host or port";
        return "Port " + port + " on " + host + " cannot be opened for endpoint " + group + "/" + spec.role() + ": "
                + why + " in " + file(group) + ".";
    }

    private static PortEntry entry(
            String group, EndpointSpec spec, String protocol, Optional<InetSocketAddress> got, String note) {
        return new PortEntry(group, spec.role(), protocol, spec.ports().toString(), got, spec.reason(), note);
    }

    private String skipped(List<Integer> taken) {
        if (taken.isEmpty()) {
            return "";
        }
        String ports = taken.size() == 1 ? "port " + taken.get(0) : "ports " + taken.get(0) + " to " + last(taken);
        return ports + " taken, skipped." + ephemeral.cure(taken);
    }

    private static int last(List<Integer> ports) {
        return ports.get(ports.size() - 1);
    }

    private static String file(String group) {
        return "etc/" + group.replaceFirst("~", "-") + ".cfg";
    }

    private static boolean inUse(Exception e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("in use") || (e instanceof BindException && !message.contains("assign"));
    }
}
