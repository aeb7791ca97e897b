package io.fairlead.imu.module;

import io.fairlead.catalogue.Records;
import java.util.ArrayList;
import java.util.List;

/** All references that a record has in one column, whatever their arity. */
final class References {
    private References() {}

    /** Returns the irns in their order; empty places are left out. */
    static List<Integer> of(Records records, int row, Part.Reference reference) {
        List<Integer> irns = new ArrayList<>();
        int column = reference.column();
        switch (reference.arity()) {
            case ATOM -> add(irns, records.reference(row, column));
            case LIST -> {
                for (int entry = 0; entry < records.entries(row, column); entry++) {
                    add(irns, records.reference(row, column, entry));
                }
            }
            case NESTED -> {
                for (int entry = 0; entry < records.entries(row, column); entry++) {
                    for (int inner = 0; inner < records.entries(row, column, entry); inner++) {
                        add(irns, records.reference(row, column, entry, inner));
                    }
                }
            }
        }
        return irns;
    }

    private static void add(List<Integer> irns, int irn) {
        if (irn != Records.NO_REFERENCE) {
            irns.add(irn);
        }
    }
}
