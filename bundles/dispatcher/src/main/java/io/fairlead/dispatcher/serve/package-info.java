/** The dispatcher at work: its HTTP exchanges, connections to servers, and stateless answers. */
@NullMarked
package io.fairlead.dispatcher.serve;

import org.jspecify.annotations.NullMarked;
