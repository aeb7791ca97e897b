package io.fairlead.imu.settings;

import io.fairlead.transport.EndpointOptions;
import java.util.Optional;

/**
 * What operators of a server are given.
 *
 * @param adminPort {@code admin-port}: the first port to try for the admin port; 0: none
 * @param admin options of the admin port
 * @param trace the trace
 * @param holes {@code firewall-holes}; nothing where nobody has declared them
 */
public record Operation(int adminPort, EndpointOptions admin, TraceSettings trace, Optional<Holes> holes) {}
