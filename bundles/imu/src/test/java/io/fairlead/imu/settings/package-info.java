/** Tests. */
@NullMarked
package io.fairlead.imu.settings;

import org.jspecify.annotations.NullMarked;
