package io.fairlead.bench;

/** The least that a JVM can do: one line. */
public final class BareJvm {
    private BareJvm() {}

    /** Prints {@code ready} and waits until it is ended. */
    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("ready");
        Thread.sleep(Long.MAX_VALUE);
    }
}
