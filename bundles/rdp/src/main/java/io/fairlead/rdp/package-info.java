/**
 * The reliable datagram core of RMIF: sessions with messages in order and exactly once, and frames of pipes with repair
 * until a deadline. Plain code for one thread: {@link io.fairlead.rdp.Node} is given datagrams and the time, and gives
 * datagrams and events; whoever drives it owns the socket and the clock.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.fairlead.rdp;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
