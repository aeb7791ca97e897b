/** Tests. */
@NullMarked
package io.fairlead.dispatcher;

import org.jspecify.annotations.NullMarked;
