/**
 * The gateway's three extension points, all whiteboard services.
 *
 * <ul>
 *   <li>A {@link io.fairlead.gateway.api.Codec} finds messages in a stream of bytes and writes them.
 *   <li>A {@link io.fairlead.gateway.api.Classifier} says what a message is: a request or a reply, for whom, to what.
 *   <li>A {@link io.fairlead.gateway.api.SessionProgram} owns a whole conversation, for handshakes and odd protocols.
 * </ul>
 *
 * Codecs and classifiers keep nothing between calls: half a frame stays in the transport's buffer, and a
 * {@link io.fairlead.gateway.api.Decoded.Incomplete#hint hint} is a number. So the bundle that makes them can be
 * replaced between any two calls, under load, and the new one goes on with the same bytes. While none is there, the
 * gateway stops reading; nothing is lost.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.fairlead.gateway.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
