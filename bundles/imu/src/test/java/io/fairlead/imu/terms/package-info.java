@NullMarked
package io.fairlead.imu.terms;

import org.jspecify.annotations.NullMarked;
