@NullMarked
package io.fairlead.imu.texql;

import org.jspecify.annotations.NullMarked;
