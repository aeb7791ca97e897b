/**
 * The transport's contract: who owns what, and which thread calls what.
 *
 * <h2>Words</h2>
 *
 * <ul>
 *   <li>An <b>endpoint</b> is a listening or connecting TCP socket, an HTTP listener or a UDP socket, with its
 *       connections. The transport owns it under a stable key: group and role ({@code io.fairlead.imu~demo/main}).
 *   <li>A <b>group</b> is all endpoints of one PID. It has one state of its own beside the state of each connection.
 *   <li>A <b>protocol</b> is what a bundle implements; a <b>binding</b> is its hold on a group.
 *   <li><b>Park</b>: everything stays open, reading stops, no protocol is attached. A <b>lease</b> says for how long.
 *   <li><b>Hand over</b>: from one protocol straight to the next, all groups of a bundle or none.
 * </ul>
 *
 * <h2>Threads</h2>
 *
 * <ul>
 *   <li>Every connection, datagram port and exchange belongs to one event loop. Handlers are called on it, one call at
 *       a time, and must not block; blocking work belongs in an executor of the protocol's own.
 *   <li>{@link Protocol#attach} and {@link Protocol#suspend} are called on the thread that binds or on one of the swap's
 *       own, and may block for as long as the swap's limit; then they are interrupted and the swap is abandoned.
 *   <li>Methods of {@link Connection}, {@link DatagramPort}, {@link HttpExchange} and {@link WebSocket} may be called
 *       from any thread except where they say otherwise. Calls from another thread take effect in their order.
 *   <li>Timers run on the loop of what they belong to, and end with the binding.
 * </ul>
 *
 * <h2>Life of a handler</h2>
 *
 * <pre>
 * open(connection, state?) -> onData / onWritable / onEnd ... -> onClosed
 *                                     |  suspend()              (a swap begins: reads have paused)
 *                                     |     -> resume()         (the swap was abandoned: go on as before)
 *                                     |     -> detached()       (the next handler has the connection)
 * </pre>
 *
 * After {@code detached} or {@code onClosed} nothing is called any more, and calls to the connection throw
 * {@link DetachedException}.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.fairlead.transport;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
