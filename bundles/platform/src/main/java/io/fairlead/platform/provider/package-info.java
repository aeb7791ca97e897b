/** The platform's own components: last-good settings, the parts' health and the end of the start-up. */
@NullMarked
package io.fairlead.platform.provider;

import org.jspecify.annotations.NullMarked;
