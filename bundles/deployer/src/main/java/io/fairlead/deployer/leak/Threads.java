package io.fairlead.deployer.leak;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The threads that may run a bundle's code: those that were there before the next version came, since that one's classes
 * have the same names.
 *
 * @param numbers the threads
 * @param packages the packages of the bundle's classes
 */
record Threads(Set<Long> numbers, Set<String> packages) {
    private static final String LAMBDA = "$$Lambda";
    private static final String SUFFIX = ".class";

    /** Returns the numbers of all threads that are there. */
    static Set<Long> present() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getId).collect(Collectors.toSet());
    }

    /** Returns the threads that were there, as threads of a bundle. */
    static Threads of(BundleWiring wiring, Set<Long> numbers) {
        return new Threads(
                numbers,
                wiring
                        .listResources(
                                "/",
                                "*" + SUFFIX,
                                BundleWiring.LISTRESOURCES_RECURSE | BundleWiring.LISTRESOURCES_LOCAL)
                        .stream()
                        .map(name -> packageOf(name.substring(0, name.length() - SUFFIX.length())
                                .replace('/', '.')))
                        .collect(Collectors.toSet()));
    }

    /** Returns a phrase for each thread that was begun with the bundle's code and runs it still. */
    Stream<String> running() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(each -> numbers.contains(each.getKey().getId()))
                .flatMap(each -> entry(each).stream());
    }

    /** What was given to the thread to run is the outermost frame that is not the thread's own. */
    private Optional<String> entry(Map.Entry<Thread, StackTraceElement[]> thread) {
        return Arrays.stream(thread.getValue())
                .filter(frame -> !frame.getClassName().startsWith("java."))
                .filter(frame -> !frame.getClassName().contains(LAMBDA))
                .reduce((inner, outer) -> outer)
                .filter(frame -> packages.contains(packageOf(frame.getClassName())))
                .map(frame -> "the thread " + thread.getKey().getName() + " runs its " + frame.getClassName() + "."
                        + frame.getMethodName());
    }

    private static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }
}
