package io.fairlead.dispatcher.settings;

import java.time.Duration;

/**
 * The limits of programs that NCBID starts.
 *
 * @param maxPrograms {@code ncbid-max-programs}: at the same time
 * @param timeLimit {@code ncbid-time-limit}: from start to end
 * @param cpuLimit {@code ncbid-cpu-limit}: of processor time
 * @param memoryBytes {@code ncbid-memory}: of address space
 */
public record NcbidSettings(int maxPrograms, Duration timeLimit, Duration cpuLimit, long memoryBytes) {}
