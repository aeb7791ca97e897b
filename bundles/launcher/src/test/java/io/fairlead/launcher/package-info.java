/** Tests of the launcher; {@code Probe} is the bundle that they start. */
@NullMarked
package io.fairlead.launcher;

import org.jspecify.annotations.NullMarked;
