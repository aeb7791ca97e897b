package io.fairlead.transport.netty.tls;

import io.fairlead.transport.TlsOptions;
import io.fairlead.transport.TransportException;
import io.fairlead.transport.netty.EndpointContext;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All endpoints' TLS, watched for changed files. */
public final class TlsSources {
    private final Path base;
    private final Set<TlsSource> watched = ConcurrentHashMap.newKeySet();

    /** @param base relative paths of PEM files start here */
    public TlsSources(Path base) {
        this.base = base;
    }

    /**
     * Returns the source for an endpoint's options: the present one where they have not changed.
     *
     * @param server true for accepted connections
     * @throws TransportException where the files cannot be used
     */
    public Optional<TlsSource> prepare(
            EndpointContext context, Optional<TlsOptions> wanted, Optional<TlsSource> present, boolean server) {
        Optional<TlsFiles> files = wanted.map(options -> new TlsFiles(options, base));
        if (files.equals(present.map(TlsSource::files))) {
            return present;
        }
        Optional<TlsSource> made = files.map(each -> new TlsSource(context, each, server));
        made.ifPresent(watched::add);
        return made;
    }

    /** Lets a source go, unless it is the one that stays. */
    public void drop(Optional<TlsSource> gone, Optional<TlsSource> stays) {
        if (!gone.equals(stays)) {
            gone.ifPresent(watched::remove);
        }
    }

    /** Looks whether files have changed; may read them. */
    public void refresh() {
        watched.forEach(TlsSource::refresh);
    }
}
