/** Files that clients are sending: put on the disk as they arrive, and handed over with the connection. */
@NullMarked
package io.fairlead.imu.upload;

import org.jspecify.annotations.NullMarked;
