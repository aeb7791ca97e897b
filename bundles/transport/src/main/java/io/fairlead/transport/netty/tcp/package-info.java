/**
 * TCP endpoints and their connections. A connection has one handler in Netty's pipeline, beside TLS where it is wanted;
 * what a read brings goes to the protocol without a copy, and what the protocol writes leaves in one flush.
 */
@NullMarked
package io.fairlead.transport.netty.tcp;

import org.jspecify.annotations.NullMarked;
