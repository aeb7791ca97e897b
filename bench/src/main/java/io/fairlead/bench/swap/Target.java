package io.fairlead.bench.swap;

import java.net.InetSocketAddress;

/**
 * What the load goes to.
 *
 * @param kind how it is spoken to
 * @param address where it listens
 */
record Target(Kind kind, InetSocketAddress address) {
    enum Kind {
        TCP,
        TLS,
        UDP
    }
}
