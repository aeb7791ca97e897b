/**
 * The IMu stream encoding: JSON with raw control characters in strings, bare names and binary values.
 *
 * <p>{@link io.fairlead.imu.stream.MessageDecoder} accepts what any published client sends;
 * {@link io.fairlead.imu.stream.ReplyWriter} emits only the layout that all of them read. Values are JDK types:
 * {@code Map<String, Object>}, {@code List<Object>}, {@code String}, {@code Long}, {@code Double}, {@code Boolean},
 * {@code null}, and {@link io.fairlead.imu.stream.Binary} for files.
 */
@NullMarked
package io.fairlead.imu.stream;

import org.jspecify.annotations.NullMarked;
