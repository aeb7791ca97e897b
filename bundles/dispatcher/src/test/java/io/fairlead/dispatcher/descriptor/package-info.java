/** Tests. */
@NullMarked
package io.fairlead.dispatcher.descriptor;

import org.jspecify.annotations.NullMarked;
