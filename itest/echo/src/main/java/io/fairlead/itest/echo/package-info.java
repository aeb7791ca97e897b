/**
 * A protocol for trying the transport: it answers what it gets and counts it. Also the example of how a protocol is
 * written: {@link io.fairlead.itest.echo.EchoComponent} is what Declarative Services see,
 * {@link io.fairlead.itest.echo.Echo} serves a group, {@link io.fairlead.itest.echo.EchoHandler} serves a connection.
 */
@NullMarked
package io.fairlead.itest.echo;

import org.jspecify.annotations.NullMarked;
