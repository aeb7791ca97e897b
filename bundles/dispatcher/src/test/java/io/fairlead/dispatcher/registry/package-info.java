/** Tests. */
@NullMarked
package io.fairlead.dispatcher.registry;

import org.jspecify.annotations.NullMarked;
