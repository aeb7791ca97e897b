/** Tests of the shell within a framework. */
@NullMarked
package io.fairlead.shell;

import org.jspecify.annotations.NullMarked;
