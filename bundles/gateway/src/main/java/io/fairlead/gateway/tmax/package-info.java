/**
 * Reads Tmax's own environment file as it is: the entries of {@code *SERVER} and {@code *SERVICE} that make up a TCP/IP
 * thread gateway (Gateway Guide, "Service Types"), and turns them into a gateway's settings.
 */
@NullMarked
package io.fairlead.gateway.tmax;

import org.jspecify.annotations.NullMarked;
