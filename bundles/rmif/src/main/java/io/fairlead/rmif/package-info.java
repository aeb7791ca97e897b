/**
 * The RMIF server and its client: {@link io.fairlead.rmif.RmifServer} is what Declarative Services see,
 * {@link io.fairlead.rmif.Remotes} drives the sessions of one UDP socket, {@link io.fairlead.rmif.Requests} answers what
 * remotes ask, {@link io.fairlead.rmif.Exports} is what they may ask for.
 */
@NullMarked
package io.fairlead.rmif;

import org.jspecify.annotations.NullMarked;
