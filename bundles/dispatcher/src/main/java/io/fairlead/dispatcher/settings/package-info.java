/** The settings of one dispatcher, with its registry. */
@NullMarked
package io.fairlead.dispatcher.settings;

import org.jspecify.annotations.NullMarked;
