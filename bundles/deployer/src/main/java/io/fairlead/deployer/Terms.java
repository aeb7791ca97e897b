package io.fairlead.deployer;

import java.time.Duration;

/**
 * The terms of a swap.
 *
 * @param startLimit how long the new version may take to start
 * @param swapLimit how long work in flight may take before the swap is abandoned
 * @param force whether open work is answered with the protocol's own error at that limit instead
 */
record Terms(Duration startLimit, Duration swapLimit, boolean force) {}
