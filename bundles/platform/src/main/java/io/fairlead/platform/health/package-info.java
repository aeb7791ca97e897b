/**
 * Health: what each part of the platform says of itself, so that readiness, the start-up and {@code fairlead:why} speak with the same words.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.fairlead.platform.health;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
