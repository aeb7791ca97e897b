/**
 * The columns of a fetch: names, references, reverse references, groups, aliases, filters and modifiers, nested at
 * will (the IMu API's "specifying columns"), parsed into immutable records.
 */
@NullMarked
package io.fairlead.imu.columns;

import org.jspecify.annotations.NullMarked;
