/** The Netty provider of the transport. */
@NullMarked
package io.fairlead.transport.netty;

import org.jspecify.annotations.NullMarked;
