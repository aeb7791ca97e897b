@NullMarked
package io.fairlead.imu.access;

import org.jspecify.annotations.NullMarked;
