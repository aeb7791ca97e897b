/**
 * Server descriptors: the text {@code TYPE [host][:port] [arguments] [tags]} of Server-Info, Skip-Info, registry files
 * and LOCAL_SERVER entries, and how each generation of clients wants it.
 */
@NullMarked
package io.fairlead.dispatcher.descriptor;

import org.jspecify.annotations.NullMarked;
