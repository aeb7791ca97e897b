/** Modules, columns, records and search, whatever stores them. */
@Export
@Version("1.1.0")
@NullMarked
package io.fairlead.catalogue;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
