/** Tests. */
@NullMarked
package io.fairlead.dispatcher.balance;

import org.jspecify.annotations.NullMarked;
