/** NCBID: programs of the registry that are started for one connection each. */
@NullMarked
package io.fairlead.dispatcher.ncbid;

import org.jspecify.annotations.NullMarked;
