/**
 * The gateway's settings: {@link io.fairlead.gateway.settings.GatewayParser} makes the record
 * {@link io.fairlead.gateway.settings.GatewaySettings} of what ConfigAdmin pushed and of the files that it names.
 */
@NullMarked
package io.fairlead.gateway.settings;

import org.jspecify.annotations.NullMarked;
