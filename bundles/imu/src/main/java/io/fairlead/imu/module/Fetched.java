package io.fairlead.imu.module;

import io.fairlead.catalogue.Call;
import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.Irns;
import io.fairlead.catalogue.Records;
import io.fairlead.catalogue.Referring;
import io.fairlead.catalogue.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records of one module with those of other modules that go with them.
 *
 * @param plan how they were fetched
 * @param records the records
 * @param links what belongs to each link of the plan
 */
record Fetched(Plan plan, Records records, List<Linked> links) {
    /**
     * Records at the other end of a link.
     *
     * @param fetched the records, with what goes with them
     * @param referring for a link that leads backward, which of them belong to each row
     */
    record Linked(Fetched fetched, Optional<Referring> referring) {}

    /** Fetches by plans: one call of the catalogue a link and level, however many rows there are. */
    static final class Fetcher {
        private final View view;
        private final Call call;
        private final int maxRecords;
        private long records;

        /** @param maxRecords how many records all levels together may have */
        Fetcher(View view, Call call, int maxRecords) {
            this.view = view;
            this.call = call;
            this.maxRecords = maxRecords;
        }

        Fetched fetch(Plan plan, Irns irns) {
            records += irns.size();
            if (records > maxRecords) {
                throw tooMany("max-records", maxRecords);
            }
            Records found = view.records(plan.module(), irns, plan.columns(), call);
            List<Linked> links = new ArrayList<>(plan.links().size());
            for (Plan.Link link : plan.links()) {
                links.add(
                        link instanceof Plan.Link.Forward forward
                                ? new Linked(
                                        fetch(forward.plan(), found.references(forward.column())), Optional.empty())
                                : backward((Plan.Link.Backward) link, found));
            }
            return new Fetched(plan, found, links);
        }

        private static CatalogueException tooMany(String setting, int limit) {
            return new CatalogueException(
                    CatalogueException.Kind.TOO_MANY,
                    "the fetch needs more records than " + setting + " allows; fetch fewer at a time",
                    List.of(setting, String.valueOf(limit)));
        }

        private Linked backward(Plan.Link.Backward link, Records found) {
            int[] targets = new int[found.size()];
            for (int row = 0; row < targets.length; row++) {
                targets[row] = found.irn(row);
            }
            Referring referring = view.referring(
                    link.plan().module(), link.column(), Irns.copyOf(targets, targets.length), maxRecords, call);
            if (referring.cut()) {
                int most =
                        referring.byTarget().stream().mapToInt(Irns::size).max().orElse(0);
                throw tooMany(most < maxRecords ? "attachment-limit" : "max-records", most);
            }
            int[] all = referring.byTarget().stream()
                    .flatMapToInt(Irns::stream)
                    .distinct()
                    .limit(maxRecords + 1L)
                    .toArray();
            return new Linked(fetch(link.plan(), Irns.copyOf(all, all.length)), Optional.of(referring));
        }
    }
}
