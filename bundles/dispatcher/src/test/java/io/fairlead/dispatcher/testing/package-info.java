/** Tests. */
@NullMarked
package io.fairlead.dispatcher.testing;

import org.jspecify.annotations.NullMarked;
