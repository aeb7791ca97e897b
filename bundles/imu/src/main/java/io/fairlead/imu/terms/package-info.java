/** Search conditions: the tree that findTerms and findWhere have in common, and the reader of findTerms. */
@NullMarked
package io.fairlead.imu.terms;

import org.jspecify.annotations.NullMarked;
