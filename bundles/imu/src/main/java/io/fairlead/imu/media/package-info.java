/**
 * Multimedia: the files of a record, kept by their content; what clients choose of them (filters) and how they want it
 * (modifiers); images made to measure, and uploads.
 */
@NullMarked
package io.fairlead.imu.media;

import org.jspecify.annotations.NullMarked;
