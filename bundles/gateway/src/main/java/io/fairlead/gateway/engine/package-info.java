/**
 * The gateway at work. {@link io.fairlead.gateway.engine.Gateway} serves a group; a
 * {@link io.fairlead.gateway.engine.PeerConnection} serves a connection, which has a
 * {@link io.fairlead.gateway.engine.Slot} (a thread of the original) in a {@link io.fairlead.gateway.engine.Handler};
 * the {@link io.fairlead.gateway.engine.Switchboard} gives services' requests to idle slots and replies to who waits for
 * them; {@link io.fairlead.gateway.engine.Admission} says who may connect, and the
 * {@link io.fairlead.gateway.engine.Dialer} connects in client mode.
 *
 * <p>Whatever refers to a connection does so by its slot and its generation, so that nothing of one connection can ever
 * reach the next in the same slot.
 */
@NullMarked
package io.fairlead.gateway.engine;

import org.jspecify.annotations.NullMarked;
