/**
 * Midas BLUE files (Midas BLUE File Format, CCD-2006002) and the reduction of frames to what a plot shows. Plain values
 * and functions; JDK only.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.fairlead.midas;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
