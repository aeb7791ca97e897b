@NullMarked
package io.fairlead.gateway.engine;

import org.jspecify.annotations.NullMarked;
