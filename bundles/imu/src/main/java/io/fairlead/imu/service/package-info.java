/** Handlers of {@code Service::…} names, which other bundles answer. */
@NullMarked
package io.fairlead.imu.service;

import org.jspecify.annotations.NullMarked;
