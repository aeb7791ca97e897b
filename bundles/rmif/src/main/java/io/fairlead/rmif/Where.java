package io.fairlead.rmif;

import java.net.InetSocketAddress;

/** Writes addresses for people. */
final class Where {
    private Where() {}

    static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }
}
