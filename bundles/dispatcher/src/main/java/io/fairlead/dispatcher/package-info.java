/** A service dispatcher with its firewall daemon, for clients of the NCBI toolkits. */
@NullMarked
package io.fairlead.dispatcher;

import org.jspecify.annotations.NullMarked;
