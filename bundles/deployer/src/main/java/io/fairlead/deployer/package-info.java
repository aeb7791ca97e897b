/** Owns the deploy folder. */
@NullMarked
package io.fairlead.deployer;

import org.jspecify.annotations.NullMarked;
