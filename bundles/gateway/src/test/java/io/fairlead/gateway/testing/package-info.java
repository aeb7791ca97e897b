@NullMarked
package io.fairlead.gateway.testing;

import org.jspecify.annotations.NullMarked;
