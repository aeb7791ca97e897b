/** Black-box tests of what the feature exported. */
@NullMarked
package io.fairlead.itest;

import org.jspecify.annotations.NullMarked;
