package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.ColumnInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** What records that come and go change in the index, gathered so that each set of irns is written once. */
final class TermChanges {
    private final StoredModule module;
    private final Map<Key, Change> changes = new HashMap<>();

    TermChanges(StoredModule module) {
        this.module = module;
    }

    /** Returns the changes in the order of the index, so that its pages are visited one after the other. */
    Map<Key, Change> changes() {
        return new TreeMap<>(changes);
    }

    /** Takes a record's terms out. */
    void remove(StoredRecord record) {
        each(record, false);
    }

    /** Puts a record's terms in; they hold where the same were taken out. */
    void add(StoredRecord record) {
        each(record, true);
    }

    private void each(StoredRecord record, boolean added) {
        change(module.irnId(), Term.hasValue(), record.irn(), added);
        for (int place = 1; place < record.cells().length; place++) {
            Object cell = record.cells()[place];
            if (cell != null) {
                ColumnInfo column = module.info().columns().get(place);
                Set<Term> terms = new HashSet<>();
                terms.add(Term.hasValue());
                collect(column, cell, terms);
                int id = module.id(column);
                terms.forEach(term -> change(id, term, record.irn(), added));
            }
        }
    }

    private static void collect(ColumnInfo column, @Nullable Object cell, Set<Term> terms) {
        if (cell instanceof String text) {
            Terms.add(column.kind(), text, terms);
        } else if (cell instanceof Object[] entries) {
            for (Object entry : entries) {
                collect(column, entry, terms);
            }
        }
    }

    private void change(int column, Term term, int irn, boolean added) {
        changes.computeIfAbsent(new Key(column, term, Index.block(irn)), key -> new Change())
                .put(irn, added);
    }

    /** One row of the index. */
    record Key(int column, Term term, int block) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = Integer.compare(column, other.column);
            order = order != 0 ? order : term.compareTo(other.term);
            return order != 0 ? order : Integer.compare(block, other.block);
        }
    }

    /** The irns that come into one row and go from it. */
    static final class Change {
        private static final int[] NONE = {};

        private int[] added = NONE;
        private int[] removed = NONE;
        private int addedCount;
        private int removedCount;

        private void put(int irn, boolean add) {
            if (add) {
                added = room(added, addedCount);
                added[addedCount++] = irn;
            } else {
                removed = room(removed, removedCount);
                removed[removedCount++] = irn;
            }
        }

        private static int[] room(int[] irns, int count) {
            return count < irns.length ? irns : Arrays.copyOf(irns, Math.max(2, count * 2));
        }

        boolean onlyAdds() {
            return removedCount == 0;
        }

        /** Changes a set. */
        void apply(RoaringBitmap irns) {
            for (int at = 0; at < removedCount; at++) {
                irns.remove(removed[at]);
            }
            for (int at = 0; at < addedCount; at++) {
                irns.add(added[at]);
            }
        }
    }
}
