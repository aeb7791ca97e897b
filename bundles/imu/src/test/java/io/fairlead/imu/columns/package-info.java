@NullMarked
package io.fairlead.imu.columns;

import org.jspecify.annotations.NullMarked;
