@NullMarked
package io.fairlead.imu.stream;

import org.jspecify.annotations.NullMarked;
