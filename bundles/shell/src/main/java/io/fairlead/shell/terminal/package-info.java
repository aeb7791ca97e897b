/** Interactive sessions by JLine; nothing here is loaded before somebody asks for one. */
@NullMarked
package io.fairlead.shell.terminal;

import org.jspecify.annotations.NullMarked;
