/** Tests. */
@NullMarked
package io.fairlead.imu.module;

import org.jspecify.annotations.NullMarked;
