package io.fairlead.transport;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What the transport has, for operators. A service; every answer is a copy of the present state. */
@ProviderType
public interface TransportView {
    /** Returns the port ledger: every port asked for, by whom, why, and what was got. */
    List<PortEntry> ports();

    /** Returns every endpoint with its counters. */
    List<EndpointEntry> endpoints();

    /**
     * Returns open connections, the oldest first.
     *
     * @param limit at most so many
     */
    List<ConnectionEntry> connections(int limit);

    /**
     * Closes one connection.
     *
     * @return false where there is none of that id
     */
    boolean close(long connectionId);

    /**
     * A line of the port ledger.
     *
     * @param group who asked
     * @param role for which endpoint
     * @param protocol {@code tcp} or {@code udp}
     * @param wanted what was asked for, in words, such as {@code 45032 or the next free}
     * @param got the address that was got; nothing where none was
     * @param reason why it is there
     * @param note what an operator should know, such as a port that was skipped; may be empty
     */
    record PortEntry(
            String group,
            String role,
            String protocol,
            String wanted,
            Optional<InetSocketAddress> got,
            String reason,
            String note) {}

    /**
     * An endpoint and its counters.
     *
     * @param group the group's key
     * @param role its role
     * @param kind what it is
     * @param address the address that it is bound to
     * @param state {@code serving}, {@code parked}, {@code paused} (accepting has paused at a limit) or {@code closed}
     * @param connections open ones
     * @param accepted connections accepted or made, since the start
     * @param refused connections refused by the access list or a limit, since the start
     * @param bytesRead since the start
     * @param bytesWritten since the start
     */
    record EndpointEntry(
            String group,
            String role,
            EndpointSpec.Kind kind,
            Optional<InetSocketAddress> address,
            String state,
            int connections,
            long accepted,
            long refused,
            long bytesRead,
            long bytesWritten) {}

    /**
     * An open connection.
     *
     * @param id its number
     * @param endpoint group and role
     * @param remote the peer's address
     * @param opened since when
     * @param state {@code serving}, {@code parked}, {@code relayed} or {@code closing}
     * @param bytesRead since it was opened
     * @param bytesWritten since it was opened
     * @param tls the protocol and cipher suite; nothing where it is not encrypted
     */
    record ConnectionEntry(
            long id,
            String endpoint,
            InetSocketAddress remote,
            Instant opened,
            String state,
            long bytesRead,
            long bytesWritten,
            Optional<String> tls) {}
}
