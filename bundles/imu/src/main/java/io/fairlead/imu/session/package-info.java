/** Connections, contexts, processes and handlers of one IMu server, and the state that outlives its code. */
@NullMarked
package io.fairlead.imu.session;

import org.jspecify.annotations.NullMarked;
