/** Programs that measure Fairlead beside its peers in one interleaved run. */
@NullMarked
package io.fairlead.bench;

import org.jspecify.annotations.NullMarked;
