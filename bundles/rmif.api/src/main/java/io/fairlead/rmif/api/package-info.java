/** The extension points of RMIF: what a bundle registers as a service here is offered to remotes by itself. */
@Export
@Version("1.0.0")
@NullMarked
package io.fairlead.rmif.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
