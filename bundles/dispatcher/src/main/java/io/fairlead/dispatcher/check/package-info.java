/** Checks of servers: by a connection, by HTTP, by a script. */
@NullMarked
package io.fairlead.dispatcher.check;

import org.jspecify.annotations.NullMarked;
