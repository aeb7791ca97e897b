/**
 * Datagrams in batches: read and written many at a time, trains joined and cut by the kernel where it can (UDP GSO and
 * GRO), one by one elsewhere.
 */
@NullMarked
package io.fairlead.transport.netty.udp;

import org.jspecify.annotations.NullMarked;
