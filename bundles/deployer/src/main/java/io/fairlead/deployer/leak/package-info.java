/** Watches whether the code of retired bundles leaves memory, and finds what holds it where it does not. */
@NullMarked
package io.fairlead.deployer.leak;

import org.jspecify.annotations.NullMarked;
