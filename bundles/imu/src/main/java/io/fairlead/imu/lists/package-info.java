/** Handler classes over one table each: lookup lists, the registry and statistics. */
@NullMarked
package io.fairlead.imu.lists;

import org.jspecify.annotations.NullMarked;
