/** Connections to servers and programs. */
@NullMarked
package io.fairlead.dispatcher.link;

import org.jspecify.annotations.NullMarked;
