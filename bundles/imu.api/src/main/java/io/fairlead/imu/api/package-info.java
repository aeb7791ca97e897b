/** The extension point of the IMu server: handlers of {@code Service::…} names. */
@Export
@Version("1.0.0")
@NullMarked
package io.fairlead.imu.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
