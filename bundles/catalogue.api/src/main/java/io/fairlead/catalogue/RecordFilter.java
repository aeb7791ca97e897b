package io.fairlead.catalogue;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says which records of each module may be seen. The catalogue adds the answer to every search, fetch, sort, attachment,
 * reverse attachment and change that goes through a {@link View}.
 */
@ConsumerType
@FunctionalInterface
public interface RecordFilter {
    /**
     * Returns the condition that a record of this module must meet to be seen: {@link Query.All} for every record,
     * {@link Query#none()} for no record.
     */
    Query condition(ModuleInfo module);

    /** Returns the filter through which every record is seen. */
    static RecordFilter everything() {
        return module -> new Query.All();
    }

    /**
     * Returns the filter that shows records where a column has a value, such as {@code AdmPublishWebNoPassword = Yes}.
     * Of a module that has no such column no record is seen.
     */
    static RecordFilter where(String column, String value) {
        Query condition = Query.compare(column, Operator.EQUAL, value);
        return module -> module.find(column).isPresent() ? condition : Query.none();
    }
}
