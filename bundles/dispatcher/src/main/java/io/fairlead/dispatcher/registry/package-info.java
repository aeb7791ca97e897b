/**
 * The registry: LBSMD files ({@code servrc.cfg}) with includes, zones, checks and dependencies, schedules, host
 * environment and NAMEHOLD, read into an immutable record. Every mistake is told with file, line, word and cure.
 */
@NullMarked
package io.fairlead.dispatcher.registry;

import org.jspecify.annotations.NullMarked;
