/** TLS from PEM files by the Java runtime's own engine, renewed while it serves. */
@NullMarked
package io.fairlead.transport.netty.tls;

import org.jspecify.annotations.NullMarked;
