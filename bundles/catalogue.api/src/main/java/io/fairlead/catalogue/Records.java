package io.fairlead.catalogue;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Records that were fetched: rows in the order asked for, columns by their place in the request, both from 0. It is a
 * copy in memory, can be read by any thread, and refers to nothing in the store.
 *
 * <p>Every value can be had as text, in the form in which clients see it: integers and irns in decimal digits, decimals as
 * they were given, dates as they were given. Reading a list as an atom or the other way round, or a place outside the
 * answer, is a mistake of the caller and throws {@link IndexOutOfBoundsException} or {@link IllegalArgumentException}.
 */
@ProviderType
public interface Records {
    /** What {@link #reference} returns where there is none. */
    int NO_REFERENCE = -1;

    /** Returns the number of rows. */
    int size();

    /** Returns the irn of a row. */
    int irn(int row);

    /** Returns the row of an irn, or −1 where the answer has none. */
    int rowOf(int irn);

    /** Returns the value of an atomic column, null when empty. */
    @Nullable
    String text(int row, int column);

    /** Returns how many entries a list, or rows a nested list, has; 0 when empty. */
    int entries(int row, int column);

    /** Returns an entry of a list, null when empty. */
    @Nullable
    String text(int row, int column, int entry);

    /** Returns how many values one entry of a nested list has; 0 when empty. */
    int entries(int row, int column, int entry);

    /** Returns a value of a nested list, null when empty. */
    @Nullable
    String text(int row, int column, int entry, int inner);

    /** Returns the irn that an atomic reference column holds, or {@link #NO_REFERENCE}. */
    int reference(int row, int column);

    /** Returns the irn in an entry of a list of references, or {@link #NO_REFERENCE}. */
    int reference(int row, int column, int entry);

    /** Returns the irn in a nested list of references, or {@link #NO_REFERENCE}. */
    int reference(int row, int column, int entry, int inner);

    /**
     * Returns all irns that a reference column of any arity holds in all rows, each once, in ascending order: what the
     * next fetch asks for.
     */
    Irns references(int column);
}
