package io.fairlead.gateway.settings;

import io.fairlead.gateway.api.Classifier;
import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.SessionProgram;
import io.fairlead.transport.EndpointOptions;
import java.util.List;
import java.util.Optional;

/**
 * The settings of one gateway.
 *
 * @param mode {@code mode}: who connects
 * @param port {@code port}: where it listens, or in client mode the server's port
 * @param remote {@code remote}: the server's address in client mode with a single server
 * @param options what every endpoint can be told
 * @param service {@code service}: what a peer's message calls; nothing: what the classifier names
 * @param svcgw {@code svcgw}: the name by which services call the peers; nothing: they cannot
 * @param session {@code session}: the program that owns the conversations; nothing: framing and classifier do
 * @param program that program; nothing while the bundle that brings it is away
 * @param codec what finds the messages; nothing while the bundle that makes it is away
 * @param classifier what tells requests from replies; nothing where none is configured or its bundle is away
 * @param classified {@code classifier} is configured
 * @param table the gateway environment file; nothing: the shared method, or a single server
 * @param clocks all lengths of time
 * @param sizes all limits
 * @param policies what is done in which case
 * @param notices what a person should know, one sentence each
 */
public record GatewaySettings(
        Mode mode,
        int port,
        Optional<String> remote,
        EndpointOptions options,
        Optional<String> service,
        Optional<String> svcgw,
        Optional<String> session,
        Optional<SessionProgram> program,
        Optional<Codec> codec,
        Optional<Classifier> classifier,
        boolean classified,
        Optional<EnvironmentTable> table,
        Clocks clocks,
        Sizes sizes,
        Policies policies,
        List<String> notices) {
    public GatewaySettings {
        notices = List.copyOf(notices);
    }

    /** Who connects. */
    public enum Mode {
        /** The peers. */
        SERVER,
        /** The gateway. */
        CLIENT
    }

    /** Returns whether the peers are known one by one. */
    public boolean dedicated() {
        return mode == Mode.SERVER && (table.isPresent() || policies.identity() == Policies.Identity.TLS_SUBJECT);
    }

    /** Returns whether several servers are connected to, each at the first call for it. */
    public boolean multiServer() {
        return mode == Mode.CLIENT && table.isPresent();
    }

    /** Returns how many handlers there may be: as set, or as many as the most connections need. */
    public int handlers() {
        if (sizes.handlers().isPresent()) {
            return sizes.handlers().getAsInt();
        }
        int connections = dedicated() && table.isPresent()
                ? table.get().size() + EnvironmentTable.DYNAMIC
                : mode == Mode.CLIENT
                        ? sizes.connections()
                                * table.map(EnvironmentTable::size).orElse(1)
                        : options.maxConnections();
        return Math.max(1, (connections + sizes.threads() - 1) / sizes.threads());
    }
}
