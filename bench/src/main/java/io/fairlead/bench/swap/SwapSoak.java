package io.fairlead.bench.swap;

import io.fairlead.bench.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Many swaps in a row under load: what the server holds after them, beside what it held before. */
public final class SwapSoak {
    private static final int TABLE_EVERY = 50;
    private static final int PAUSE_BETWEEN_MS = 100;
    private static final int QUIET_MS = 500;

    private final int swaps;
    private final int connections;
    private final int rate;
    private long heldLoaders;

    /**
     * @param swaps how many
     * @param connections how many are held
     * @param rate requests a second of all together
     */
    public SwapSoak(int swaps, int connections, int rate) {
        this.swaps = swaps;
        this.connections = connections;
        this.rate = rate;
    }

    /** Runs it and prints a row every 50 swaps. */
    public void run() throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("fairlead-soak");
        System.out.printf(
                "%d connections, %d requests a second, %d swaps%n%n"
                        + "| swaps | heap KiB | class loaders | threads | descriptors | pause ms |%n"
                        + "| --- | --- | --- | --- | --- | --- |%n",
                connections, rate, swaps);
        try (ServerSubject server = new ServerSubject(Target.Kind.TCP, "swap", work);
                Load load = new Load(server.target(), connections, rate)) {
            load.start();
            for (int done = 0; done < swaps; ) {
                done += round(server, Math.min(TABLE_EVERY, swaps - done), done);
            }
            Tally tally = load.finish();
            System.out.printf("%n%,d requests: %s%n", tally.requests, tally.faults());
            if (!tally.clean() || heldLoaders > 1) {
                System.out.println("Something was lost, or code is left: see above.");
            }
        } finally {
            Files.deleteIfExists(work);
        }
    }

    private int round(ServerSubject server, int round, int before) throws IOException, InterruptedException {
        Figures pause = new Figures();
        for (int i = 0; i < round; i++) {
            Subject.Change change = server.change();
            if (!change.done()) {
                throw new IOException("a swap was not done: " + change.reason());
            }
            pause.add(change.pauseMillis());
            Thread.sleep(PAUSE_BETWEEN_MS);
        }
        Thread.sleep(QUIET_MS);
        ServerSubject.Remains left = server.remains();
        heldLoaders = left.loaders();
        System.out.printf(
                "| %d | %,d | %d | %d | %d | %s |%n",
                before + round, left.heapKiB(), left.loaders(), left.threads(), left.descriptors(), pause.text("%.1f"));
        return round;
    }
}
