/** What the tests of the IMu server have in common. */
@NullMarked
package io.fairlead.imu.testing;

import org.jspecify.annotations.NullMarked;
