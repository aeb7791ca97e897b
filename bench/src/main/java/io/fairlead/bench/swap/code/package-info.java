/** The protocol that is swapped; loaded anew, by a class loader of its own, for every swap. */
@NullMarked
package io.fairlead.bench.swap.code;

import org.jspecify.annotations.NullMarked;
