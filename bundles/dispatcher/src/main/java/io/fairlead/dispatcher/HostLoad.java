package io.fairlead.dispatcher;

import io.fairlead.dispatcher.balance.Rating;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.function.DoubleSupplier;

/** This machine's status, for registry servers without a host: less as more processes than processors want to run. */
final class HostLoad implements DoubleSupplier {
    private final OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();

    @Override
    public double getAsDouble() {
        double processors = system.getAvailableProcessors();
        return Rating.BASE * processors / Math.max(processors, system.getSystemLoadAverage());
    }
}
