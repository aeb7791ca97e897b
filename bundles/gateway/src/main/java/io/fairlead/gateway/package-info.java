/**
 * The gateway's component, its settings as tools show them, its commands and figures; the work is in the package
 * {@code engine}.
 */
@NullMarked
package io.fairlead.gateway;

import org.jspecify.annotations.NullMarked;
