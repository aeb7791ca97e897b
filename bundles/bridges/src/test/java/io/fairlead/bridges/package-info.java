/** Services over HTTP and statements, with real servers and databases. */
@NullMarked
package io.fairlead.bridges;

import org.jspecify.annotations.NullMarked;
