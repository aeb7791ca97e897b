/** The handler {@code Module}: searching, sorting and fetching the records of one module. */
@NullMarked
package io.fairlead.imu.module;

import org.jspecify.annotations.NullMarked;
