/** What a swap under load costs: connections with state that the client checks, beside proxies that reload. */
@NullMarked
package io.fairlead.bench.swap;

import org.jspecify.annotations.NullMarked;
