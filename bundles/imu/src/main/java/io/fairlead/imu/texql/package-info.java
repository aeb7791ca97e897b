/** The safe subset of TexQL where clauses that findWhere takes, read into search conditions. */
@NullMarked
package io.fairlead.imu.texql;

import org.jspecify.annotations.NullMarked;
