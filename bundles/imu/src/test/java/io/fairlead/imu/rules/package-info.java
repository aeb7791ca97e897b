@NullMarked
package io.fairlead.imu.rules;

import org.jspecify.annotations.NullMarked;
