package io.fairlead.shell;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Commands that wait and tell what became of them. */
public final class TestCommands {
    final Semaphore goOn = new Semaphore(0);
    final Semaphore waiting = new Semaphore(0);
    final AtomicInteger interrupted = new AtomicInteger();

    /** Waits until it is interrupted. */
    public void hang() throws InterruptedException {
        waiting.release();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            throw e;
        }
    }

    /** Prints in two steps. */
    public void drip() throws InterruptedException {
        System.out.print("50 %\r");
        System.out.flush();
        goOn.acquire();
        System.out.println("100 %");
    }

    /** Prints a lot. */
    public void flood() {
        for (int i = 0; i < 20_000; i++) {
            System.out.println("line " + i + " of many, each as long as a line of a table may well be");
        }
    }

    /** Fails as a careless command does. */
    @SuppressWarnings("DoNotCallSuggester")
    public void crash() {
        throw new IllegalStateException("outer", new IllegalArgumentException("the disk\u001b[31m is full"));
    }
}
