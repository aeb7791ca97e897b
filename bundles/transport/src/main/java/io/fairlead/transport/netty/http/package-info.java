/**
 * HTTP/1.0, HTTP/1.1 (RFC 9110, RFC 9112) and WebSockets (RFC 6455) over Netty's codecs, behind the transport's neutral
 * types. A connection takes one request after the other: what follows the present exchange stays undecoded, so that
 * nothing has to be queued.
 */
@NullMarked
package io.fairlead.transport.netty.http;

import org.jspecify.annotations.NullMarked;
