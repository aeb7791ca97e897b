/** Tests. */
@NullMarked
package io.fairlead.imu.service;

import org.jspecify.annotations.NullMarked;
