package io.fairlead.deployer.leak;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What can be seen to hold a class loader without looking into the heap. */
final class Holders {
    private Holders() {}

    /** Returns a phrase for each holder. */
    static List<String> of(ClassLoader loader) {
        List<String> holders = new ArrayList<>();
        Thread.getAllStackTraces().keySet().forEach(thread -> thread(thread, loader, holders));
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(null, null)) {
            if (isFrom(server, name, loader)) {
                holders.add("the MBean " + name + " is registered");
            }
        }
        return holders;
    }

    private static void thread(Thread thread, ClassLoader loader, List<String> holders) {
        String name = "the thread " + thread.getName();
        if (thread.getContextClassLoader() == loader) {
            holders.add(name + " has it as its context class loader");
        }
        if (thread.getClass().getClassLoader() == loader) {
            holders.add(name + " is of its class " + thread.getClass().getName());
        }
        Thread.UncaughtExceptionHandler handler = thread.getUncaughtExceptionHandler();
        if (handler != null && handler.getClass().getClassLoader() == loader) {
            holders.add(name + " has its class " + handler.getClass().getName() + " for uncaught exceptions");
        }
    }

    private static boolean isFrom(MBeanServer server, ObjectName name, ClassLoader loader) {
        try {
            return server.getClassLoaderFor(name) == loader;
        } catch (InstanceNotFoundException e) {
            return false;
        }
    }
}
