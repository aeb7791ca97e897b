/** The server's trace: what it does, line by line, as much of it as {@code trace-level} asks for. */
@NullMarked
package io.fairlead.imu.trace;

import org.jspecify.annotations.NullMarked;
