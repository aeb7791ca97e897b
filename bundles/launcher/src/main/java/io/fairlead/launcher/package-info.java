/** Starts the framework with the instance's bundles. */
@NullMarked
package io.fairlead.launcher;

import org.jspecify.annotations.NullMarked;
