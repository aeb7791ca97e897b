package io.fairlead.imu.module;

import java.util.List;

/**
 * What has to be fetched for rows of one module, and how members are made of it.
 *
 * @param module the module's name
 * @param columns the columns to fetch, each once
 * @param links the records of other modules that go with them
 * @param parts the members of a row; none: a row is its record's number alone, as a reference that stands bare
 */
record Plan(String module, List<String> columns, List<Link> links, List<Part> parts) {
    Plan {
        columns = List.copyOf(columns);
        links = List.copyOf(links);
        parts = List.copyOf(parts);
    }

    /** Records of another module, all fetched at once for all rows. */
    sealed interface Link {
        /** Returns what is fetched of them. */
        Plan plan();

        /** The records that a reference column leads to, by its place in the fetch. */
        record Forward(int column, Plan plan) implements Link {}

        /** The records that refer here by a column of theirs. */
        record Backward(String column, Plan plan) implements Link {}
    }
}
