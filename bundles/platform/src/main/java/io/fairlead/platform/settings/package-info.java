/**
 * Settings: from the properties that ConfigAdmin pushes to an immutable record, with mistakes named by file, line, word
 * and cure, and the last good record kept.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.fairlead.platform.settings;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
