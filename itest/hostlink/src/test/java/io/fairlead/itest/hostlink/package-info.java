/** Conversations that are written down beforehand. */
@NullMarked
package io.fairlead.itest.hostlink;

import org.jspecify.annotations.NullMarked;
