/** Tests. */
@NullMarked
package io.fairlead.imu.session;

import org.jspecify.annotations.NullMarked;
