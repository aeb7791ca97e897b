/** Tests. */
@NullMarked
package io.fairlead.imu;

import org.jspecify.annotations.NullMarked;
