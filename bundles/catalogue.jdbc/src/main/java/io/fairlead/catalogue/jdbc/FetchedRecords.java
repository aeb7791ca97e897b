package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Arity;
import io.fairlead.catalogue.ColumnInfo;
import io.fairlead.catalogue.Irns;
import io.fairlead.catalogue.Records;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Rows as columns of cells: text for an atom, an array for a list, an array of arrays for a nested list. */
final class FetchedRecords implements Records {
    private static final String[] NO_TEXTS = {};
    private static final String[][] NO_ROWS = {};

    private final List<ColumnInfo> columns;
    private final int[] irns;
    private final long[] places;
    private final @Nullable Object[][] cells;

    FetchedRecords(List<ColumnInfo> columns, int[] irns) {
        this.columns = columns;
        this.irns = irns;
        this.places = new long[irns.length];
        for (int row = 0; row < irns.length; row++) {
            places[row] = (long) irns[row] << 32 | row;
        }
        Arrays.sort(places);
        this.cells = new @Nullable Object[columns.size()][irns.length];
    }

    List<ColumnInfo> columns() {
        return columns;
    }

    @Nullable
    Object cell(int row, int column) {
        return cells[column][row];
    }

    /** Sets an atom, or what is between a list's ends. */
    void set(int row, int column, @Nullable String text) {
        cells[column][row] = text;
    }

    /** Sets one entry of a list; entries may come in any order. */
    void set(int row, int column, int entry, @Nullable String text) {
        if (text != null) {
            String[] texts = (String[]) cells[column][row];
            texts = texts == null ? new String[entry + 1] : texts;
            if (texts.length <= entry) {
                texts = Arrays.copyOf(texts, entry + 1);
            }
            texts[entry] = text;
            cells[column][row] = texts;
        }
    }

    /** Sets one value of a nested list; values may come in any order. */
    void set(int row, int column, int entry, int inner, @Nullable String text) {
        if (text != null) {
            String[][] rows = (String[][]) cells[column][row];
            rows = rows == null ? new String[entry + 1][] : rows;
            if (rows.length <= entry) {
                rows = Arrays.copyOf(rows, entry + 1);
            }
            String[] texts = rows[entry] == null ? new String[inner + 1] : rows[entry];
            if (texts.length <= inner) {
                texts = Arrays.copyOf(texts, inner + 1);
            }
            texts[inner] = text;
            rows[entry] = texts;
            cells[column][row] = rows;
        }
    }

    /** Empties the references of a column that lead to hidden records; lists keep their length. */
    void emptyReferences(int column, RoaringBitmap hidden) {
        for (int row = 0; row < irns.length; row++) {
            cells[column][row] = emptied(cells[column][row], hidden);
        }
    }

    private static @Nullable Object emptied(@Nullable Object cell, RoaringBitmap hidden) {
        if (cell instanceof Object[] entries) {
            for (int at = 0; at < entries.length; at++) {
                entries[at] = emptied(entries[at], hidden);
            }
            return entries;
        }
        return cell instanceof String text && hidden.contains(Integer.parseInt(text)) ? null : cell;
    }

    @Override
    public int size() {
        return irns.length;
    }

    @Override
    public int irn(int row) {
        return irns[row];
    }

    @Override
    public int rowOf(int irn) {
        int place = Arrays.binarySearch(places, (long) irn << 32);
        place = place < 0 ? -place - 1 : place;
        return place < places.length && (int) (places[place] >> 32) == irn ? (int) places[place] : -1;
    }

    @Override
    public @Nullable String text(int row, int column) {
        want(column, Arity.ATOM);
        return (String) cells[column][row];
    }

    @Override
    public int entries(int row, int column) {
        if (columns.get(column).arity() == Arity.NESTED) {
            return rows(row, column).length;
        }
        want(column, Arity.LIST);
        return texts(row, column).length;
    }

    @Override
    public @Nullable String text(int row, int column, int entry) {
        want(column, Arity.LIST);
        return texts(row, column)[entry];
    }

    @Override
    public int entries(int row, int column, int entry) {
        want(column, Arity.NESTED);
        return inner(row, column, entry).length;
    }

    @Override
    public @Nullable String text(int row, int column, int entry, int inner) {
        want(column, Arity.NESTED);
        return inner(row, column, entry)[inner];
    }

    @Override
    public int reference(int row, int column) {
        return irnOf(column, text(row, column));
    }

    @Override
    public int reference(int row, int column, int entry) {
        return irnOf(column, text(row, column, entry));
    }

    @Override
    public int reference(int row, int column, int entry, int inner) {
        return irnOf(column, text(row, column, entry, inner));
    }

    @Override
    public Irns references(int column) {
        RoaringBitmap all = new RoaringBitmap();
        for (Object cell : cells[column]) {
            collect(column, cell, all);
        }
        return Irns.of(all.toArray());
    }

    private void collect(int column, @Nullable Object cell, RoaringBitmap all) {
        if (cell instanceof Object[] entries) {
            for (Object entry : entries) {
                collect(column, entry, all);
            }
        } else if (cell instanceof String text) {
            all.add(irnOf(column, text));
        }
    }

    private int irnOf(int column, @Nullable String text) {
        if (!columns.get(column).isReference()) {
            throw new IllegalArgumentException("column " + columns.get(column).name() + " is no reference");
        }
        return text == null ? NO_REFERENCE : Integer.parseInt(text);
    }

    private @Nullable String[] texts(int row, int column) {
        return cells[column][row] instanceof String[] texts ? texts : NO_TEXTS;
    }

    private String[][] rows(int row, int column) {
        return cells[column][row] instanceof String[][] rows ? rows : NO_ROWS;
    }

    private @Nullable String[] inner(int row, int column, int entry) {
        String[] texts = rows(row, column)[entry];
        return texts == null ? NO_TEXTS : texts;
    }

    private void want(int column, Arity arity) {
        if (columns.get(column).arity() != arity) {
            throw new IllegalArgumentException("column " + columns.get(column).name() + " is "
                    + columns.get(column).arity() + ", not " + arity);
        }
    }
}
