/**
 * Logging of repeated events: once, then with a count.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.fairlead.platform.log;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
