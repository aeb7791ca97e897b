/** What a call is: a request's envelope, the handler that answers it, errors by id, and state that outlives the code. */
@NullMarked
package io.fairlead.imu.call;

import org.jspecify.annotations.NullMarked;
