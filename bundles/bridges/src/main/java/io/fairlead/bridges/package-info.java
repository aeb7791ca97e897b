/**
 * Services that need no code: a message becomes a POST to a URL or a statement on a database, and a POST to
 * {@code /services/NAME} becomes a call. They know named services and routes, and no gateway.
 */
@NullMarked
package io.fairlead.bridges;

import org.jspecify.annotations.NullMarked;
