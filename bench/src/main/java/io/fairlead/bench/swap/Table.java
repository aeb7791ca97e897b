package io.fairlead.bench.swap;

import java.util.List;

/** The rows, as they are quoted in the documentation. */
final class Table {
    private static final List<String> HEAD = List.of(
            "",
            "held",
            "changes",
            "requests",
            "dropped",
            "lost",
            "doubled",
            "reordered",
            "wrong counts",
            "newcomers failed",
            "pause ms",
            "longest request ms",
            "of the control",
            "left of the old code");

    void head() {
        System.out.println();
        print(HEAD);
        print(HEAD.stream().map(each -> "---").toList());
    }

    void note(String name, String what) {
        System.out.println("| " + name + " | " + what + " |");
    }

    void row(SwapBench.Row row, Tally tally, String left) {
        print(List.of(
                row.name,
                String.valueOf(row.held),
                row.changes - row.refusals.size() + " of " + row.changes,
                String.format("%,d", tally.requests),
                String.valueOf(tally.dropped),
                String.valueOf(tally.lost),
                String.valueOf(tally.doubled),
                String.valueOf(tally.reordered),
                String.valueOf(tally.wrongCounts),
                tally.newcomersFailed + " of " + tally.newcomers,
                row.pause.isEmpty() ? "-" : row.pause.text("%.1f"),
                String.format("%.1f", row.longest()),
                String.format("%.1f", row.longestOfControl()),
                left));
        row.refusals.forEach(reason -> System.out.println("  not done: " + reason));
    }

    private static void print(List<String> cells) {
        System.out.println("| " + String.join(" | ", cells) + " |");
    }
}
