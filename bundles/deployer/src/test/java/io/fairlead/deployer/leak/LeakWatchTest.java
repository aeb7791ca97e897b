package io.fairlead.deployer.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.fairlead.deployer.api.LeakEntry;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleWiring;

@Timeout(30)
class LeakWatchTest {
    private final AtomicLong nowNs = new AtomicLong();
    private final LeakWatch watch =
            new LeakWatch(Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC), nowNs::get);

    @Test
    void shouldForgetALoaderThatNobodyHolds() {
        watch.retire(bundle(new Loader()), Set.of());

        assertThat(watch.leaks()).isEmpty();
        assertThat(watch.alive()).isZero();
    }

    @Test
    void shouldNameTheThreadThatHoldsALoader() throws Exception {
        Loader loader = new Loader();
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(() -> waitFor(end), "holding");
        thread.setContextClassLoader(loader);
        thread.setDaemon(true);
        thread.start();
        try {
            watch.retire(bundle(loader), watch.threads());

            assertThat(watch.leaks())
                    .extracting(LeakEntry::bundle, LeakEntry::version)
                    .containsExactly(tuple("a.b", "1.2.3"));
            assertThat(watch.leaks().get(0).holders())
                    .containsExactly(
                            "the thread holding runs its io.fairlead.deployer.leak.LeakWatchTest."
                                    + "lambda$shouldNameTheThreadThatHoldsALoader$0",
                            "the thread holding has it as its context class loader");
        } finally {
            end.countDown();
        }
    }

    @Test
    void shouldCallNothingALeakBeforeACollectionHasLookedAtClasses() {
        Loader held = new Loader();
        watch.retire(bundle(held), Set.of());
        nowNs.addAndGet(Duration.ofSeconds(9).toNanos());
        System.gc();
        assertThat(watch.look()).isEmpty();

        nowNs.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(watch.look()).isEmpty();
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            System.gc();
            return !watch.look().isEmpty();
        });
        assertThat(watch.look())
                .isEqualTo("The code of a.b 1.2.3 was replaced and is still in memory; fairlead:leaks tells what holds"
                        + " it.");
        assertThat(held).isNotNull();
    }

    private static void waitFor(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A bundle whose classes are those of this package. */
    private static Bundle bundle(ClassLoader loader) {
        BundleWiring wiring = proxy(BundleWiring.class, called -> switch (called) {
            case "getClassLoader" -> loader;
            case "listResources" -> List.of("io/fairlead/deployer/leak/LeakWatchTest.class");
            default -> throw new UnsupportedOperationException(called);
        });
        return proxy(Bundle.class, called -> switch (called) {
            case "adapt" -> wiring;
            case "getSymbolicName" -> "a.b";
            case "getVersion" -> new Version(1, 2, 3);
            default -> throw new UnsupportedOperationException(called);
        });
    }

    private static <T> T proxy(Class<T> type, Function<String, Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, called, arguments) -> answer.apply(called.getName())));
    }

    /** A class loader of its own. */
    private static final class Loader extends ClassLoader {}
}
