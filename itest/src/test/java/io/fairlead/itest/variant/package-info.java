/** What is added to copies of the echo's jar, so that they fail in one way each. They run in the framework. */
@NullMarked
package io.fairlead.itest.variant;

import org.jspecify.annotations.NullMarked;
