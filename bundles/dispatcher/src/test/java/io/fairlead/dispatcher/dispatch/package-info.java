/** Tests. */
@NullMarked
package io.fairlead.dispatcher.dispatch;

import org.jspecify.annotations.NullMarked;
