/** The IMu server: sessions, handlers and their methods. */
@NullMarked
package io.fairlead.imu;

import org.jspecify.annotations.NullMarked;
