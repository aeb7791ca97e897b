package io.fairlead.dispatcher;

import io.fairlead.dispatcher.settings.DispatcherSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the ports of the firewall daemon that somebody else has. */
final class BusyPorts {
    private BusyPorts() {}

    static Set<Integer> of(DispatcherSettings settings) {
        String host = settings.endpoints().firewall().host().orElse("127.0.0.1");
        Set<Integer> busy = new TreeSet<>();
        Stream.of(
                        settings.firewall().official(),
                        settings.firewall().relay(),
                        settings.firewall().fallback())
                .flatMap(java.util.List::stream)
                .filter(port -> !canBind(host, port))
                .forEach(busy::add);
        return busy;
    }

    private static boolean canBind(String host, int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
