/**
 * Metrics: samples that a bundle offers, in the words of the Prometheus text format.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.fairlead.platform.metrics;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
