/** The instance's UNIX socket, over which commands and terminals come from other processes. */
@NullMarked
package io.fairlead.shell.socket;

import org.jspecify.annotations.NullMarked;
