/** Which server a client gets: states, ratings and the choice. The same numbers as the clients' own library. */
@NullMarked
package io.fairlead.dispatcher.balance;

import org.jspecify.annotations.NullMarked;
