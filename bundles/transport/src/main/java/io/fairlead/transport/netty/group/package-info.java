/** Groups under their keys: who holds them, how they are parked, adopted, changed and handed over. */
@NullMarked
package io.fairlead.transport.netty.group;

import org.jspecify.annotations.NullMarked;
