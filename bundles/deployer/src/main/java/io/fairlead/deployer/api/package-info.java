/** What operators can ask of the deployer: swaps, roll-backs, what was deployed, and what retired code stays in memory. */
@Export
@Version("1.0.0")
@NullMarked
package io.fairlead.deployer.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
