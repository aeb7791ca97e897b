package io.fairlead.catalogue;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A catalogue seen through one {@link RecordFilter}: what the filter hides does not exist here, whether it is searched
 * for, asked for by its irn or reached by a reference. A reference to a hidden record counts as empty: it is neither
 * found by the irn that it holds nor sorted by it.
 *
 * <p>Each reading call sees one state of the records, without half of a change that is made meanwhile.
 *
 * <p>Every method blocks, may be called by any thread, and throws {@link CatalogueException}: besides what each method
 * names, {@code UNKNOWN_MODULE}, {@code UNKNOWN_COLUMN}, {@code UNAVAILABLE}, {@code TIME_OUT} and {@code CANCELLED} can
 * come from all of them.
 */
@ProviderType
public interface View {
    /**
     * Finds records.
     *
     * @param limit the most irns to return, at least 0; the catalogue's own {@code match-limit} holds as well
     * @return the irns in ascending order, and whether there were more than the limit
     * @throws CatalogueException {@code BAD_VALUE} where a value cannot be one of its column's kind (a word compared
     *     with an integer), {@code TOO_MANY} where the query is larger than the catalogue takes
     */
    Matches search(String module, Query query, int limit, Call call);

    /** Counts the records that a search would find, with no limit. Throws as {@link #search} does. */
    long count(String module, Query query, Call call);

    /**
     * Fetches records in one statement a table, however many irns there are.
     *
     * @param irns the records wanted; an irn that is not there, or not to be seen, has no row in the answer, and a
     *     repeated one has one row at its first place
     * @param columns the columns wanted, in the order in which the answer numbers them; may be empty and may hold a column
     *     twice; {@code irn} is a column of every module
     * @return the rows, in the order of {@code irns}
     * @throws CatalogueException {@code TOO_MANY} for more irns or values than the catalogue takes in one call
     */
    Records records(String module, Irns irns, List<String> columns, Call call);

    /**
     * Finds the records that refer to other records through a column: the reverse attachments.
     *
     * @param module the module that refers
     * @param column its column of kind {@link ColumnKind#REFERENCE}, of any arity
     * @param targets irns of the module referred to
     * @param limit the most irns for each target, at least 1; the catalogue's {@code attachment-limit} holds as well
     * @throws CatalogueException {@code WRONG_KIND} where the column is no reference
     */
    Referring referring(String module, String column, Irns targets, int limit, Call call);

    /**
     * Sorts records. Irns that are not there, or not to be seen, are left out; equal ones keep their order.
     *
     * @param keys at least one
     * @throws CatalogueException {@code TOO_MANY} for more irns than {@code match-limit}
     */
    Sorted sort(String module, Irns irns, List<SortKey> keys, SortOptions options, Call call);

    /**
     * Adds a record.
     *
     * @param values by column name; {@code irn} may be given, else the next one is taken that no record has had
     * @return the record's irn
     * @throws CatalogueException {@code BAD_VALUE}; {@code REFUSED} where the irn exists, where the catalogue is
     *     read-only, or where the new record could not be seen through this view; {@code FORBIDDEN} where it could not
     *     be changed through it
     */
    int insert(String module, Map<String, Value> values, Call call);

    /**
     * Sets columns of records; those not named keep their values. All records are changed or none.
     *
     * @return the irns that were changed: those given that can be seen
     * @throws CatalogueException {@code BAD_VALUE}; {@code REFUSED} for {@code irn}, where the catalogue is read-only,
     *     or where a record could not be seen afterwards; {@code FORBIDDEN} where one of those that are seen may not be
     *     changed
     */
    Irns update(String module, Irns irns, Map<String, Value> values, Call call);

    /**
     * Removes records. References to them stay and lead nowhere.
     *
     * @return the irns that were removed
     * @throws CatalogueException {@code REFUSED} where the catalogue is read-only; {@code FORBIDDEN} where one of those
     *     that are seen may not be changed; then none is removed
     */
    Irns remove(String module, Irns irns, Call call);
}
