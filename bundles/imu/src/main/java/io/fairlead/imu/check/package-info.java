/** Which ports a server needs, and what stands in its way: for operators, and for whoever keeps the firewall. */
@NullMarked
package io.fairlead.imu.check;

import org.jspecify.annotations.NullMarked;
