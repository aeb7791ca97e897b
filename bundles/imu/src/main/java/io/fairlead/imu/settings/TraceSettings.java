package io.fairlead.imu.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the server's work is traced.
 *
 * @param file {@code trace-file}; nothing: STDOUT, which is the platform's log
 * @param level {@code trace-level}, from 0 (nothing) to 9 (everything)
 * @param prefix {@code trace-prefix}, before each line
 */
public record TraceSettings(Optional<Path> file, int level, String prefix) {}
