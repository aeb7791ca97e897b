/**
 * Starts the framework with an instance's bundles, and reaches a running instance through its socket. Not a bundle: it
 * is on the class path beside the framework and the logging library.
 */
@NullMarked
package io.fairlead.launcher;

import org.jspecify.annotations.NullMarked;
