/** Record-level security: which groups may read and change which records. */
@NullMarked
package io.fairlead.imu.rules;

import org.jspecify.annotations.NullMarked;
