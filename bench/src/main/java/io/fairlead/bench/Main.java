package io.fairlead.bench;

import io.fairlead.bench.swap.SwapBench;
import io.fairlead.bench.swap.SwapSoak;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code bench/run NAME [options]}; {@code bench/run} alone says which there are. */
public final class Main {
    private Main() {}

    /** @param arguments the benchmark's name and its options */
    public static void main(String[] arguments) throws Exception {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        int rounds = option(words, "--rounds", 5);
        int seconds = option(words, "--seconds", 3);
        int connections = option(words, "--connections", 0);
        int swaps = option(words, "--swaps", 0);
        int rate = option(words, "--rate", 15_000);
        switch (words.isEmpty() ? "" : words.get(0)) {
            case "echo" ->
                new EchoBench(rounds, seconds, connections == 0 ? List.of(1, 64, 1000, 9000) : List.of(connections))
                        .run();
            case "start" -> new StartBench(rounds).run();
            case "swap" ->
                new SwapBench(
                                swaps == 0 ? 20 : swaps,
                                connections == 0 ? 1000 : connections,
                                rate,
                                words.subList(1, words.size()))
                        .run();
            case "soak-swap" ->
                new SwapSoak(swaps == 0 ? 200 : swaps, connections == 0 ? 1000 : connections, rate).run();
            case "imu" -> new ImuBench(rounds).run();
            case "rmif" -> new RmifBench(seconds).run();
            default -> {
                System.err.println(
                        "There is no benchmark " + words + "; there are echo, start, imu, rmif, swap and soak-swap.");
                System.exit(2);
            }
        }
        System.exit(0);
    }

    private static int option(List<String> words, String name, int otherwise) {
        int at = words.indexOf(name);
        if (at < 0) {
            return otherwise;
        }
        int value = Integer.parseInt(words.get(at + 1));
        words.subList(at, at + 2).clear();
        return value;
    }
}
