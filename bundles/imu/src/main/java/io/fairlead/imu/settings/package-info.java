/** The settings of the IMu server, and the user's own {@code imuserver.conf}. */
@NullMarked
package io.fairlead.imu.settings;

import org.jspecify.annotations.NullMarked;
