/** The Gogo commands of the scopes {@code fairlead} and {@code config}. */
@NullMarked
package io.fairlead.shell.command;

import org.jspecify.annotations.NullMarked;
