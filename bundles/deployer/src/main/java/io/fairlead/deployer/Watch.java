package io.fairlead.deployer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks again and again, on a thread of its own. */
final class Watch {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;

    Watch(Runnable look) {
        this.thread = new Thread(() -> watch(look), "fairlead-deployer");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void watch(Runnable look) {
        try {
            do {
                look.run();
            } while (!end.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it; waits for a swap that is on its way, within a limit. */
    void end() throws InterruptedException {
        end.countDown();
        if (Thread.currentThread() != thread) {
            thread.join(END_LIMIT.toMillis());
        }
    }
}
