/**
 * The firewall daemon: tickets, and the ports at which a client shows one and is joined to its server. Only servers of
 * the registry are ever reached, at the address that was looked up when it was read.
 */
@NullMarked
package io.fairlead.dispatcher.firewall;

import org.jspecify.annotations.NullMarked;
