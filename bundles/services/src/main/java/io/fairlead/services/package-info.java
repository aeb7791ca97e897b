/**
 * The provider of {@link io.fairlead.service.Services}: {@link io.fairlead.services.Broker} finds who serves a name and
 * keeps both clocks, {@link io.fairlead.services.BrokerCall} is a call as the caller sees it,
 * {@link io.fairlead.services.Turn} the same call as one service sees it.
 */
@NullMarked
package io.fairlead.services;

import org.jspecify.annotations.NullMarked;
