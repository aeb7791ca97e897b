/** The Gateway Guide's samples, and files with mistakes. */
@NullMarked
package io.fairlead.gateway.tmax;

import org.jspecify.annotations.NullMarked;
