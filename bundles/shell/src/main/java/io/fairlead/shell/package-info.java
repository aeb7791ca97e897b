/** The Gogo commands and the UNIX socket that carries them. */
@NullMarked
package io.fairlead.shell;

import org.jspecify.annotations.NullMarked;
