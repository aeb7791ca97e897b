/** What becomes of a line that somebody typed, and the settings of the shell. */
@NullMarked
package io.fairlead.shell;

import org.jspecify.annotations.NullMarked;
