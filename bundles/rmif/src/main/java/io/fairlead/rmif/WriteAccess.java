package io.fairlead.rmif;

import io.fairlead.transport.Cidr;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Who may set properties.
 *
 * @param allowed addresses besides those of this machine
 */
record WriteAccess(List<Cidr> allowed) {
    WriteAccess {
        allowed = List.copyOf(allowed);
    }

    void check(InetSocketAddress remote) {
        if (!remote.getAddress().isLoopbackAddress()
                && allowed.stream().noneMatch(each -> each.contains(remote.getAddress()))) {
            throw new Refusal(403, "Properties are set from this machine only; 'write-allow' lets others.");
        }
    }
}
