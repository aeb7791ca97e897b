/**
 * The framings that need no code, one {@link io.fairlead.gateway.api.CodecFactory} each, and the classifier by rules.
 * Nothing here keeps anything between calls, so the bundle can be replaced between any two frames.
 */
@NullMarked
package io.fairlead.gateway.codecs;

import org.jspecify.annotations.NullMarked;
