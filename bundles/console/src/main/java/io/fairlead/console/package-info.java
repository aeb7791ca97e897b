/** Health and metrics over HTTP. */
@NullMarked
package io.fairlead.console;

import org.jspecify.annotations.NullMarked;
