package io.fairlead.catalogue.jdbc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One catalogue's settings.
 *
 * @param name the catalogue's name, the service property {@code catalogue.name}
 * @param jdbcUrl checked, its path absolute
 * @param user database user
 * @param password database password, may be empty
 * @param poolSize most connections
 * @param cacheKib memory for pages of an embedded database, in KiB
 * @param modules the module definition file; the museum's, which comes with the bundle, where there is none
 * @param mapping how the loader reads other people's records; the museum's where there is none
 * @param loadOnEmpty what is loaded where the database has no records
 * @param queryLimit the longest time that a search, fetch or sort may take
 * @param connectionLimit the longest wait for a connection
 * @param matchLimit most records in a result
 * @param fetchLimit most records in one fetch
 * @param attachmentLimit most records that one target may be referred to by, in an answer
 * @param queryTerms most conditions in a search, and most words in a value
 * @param loadBatch records loaded in one transaction
 * @param updates whether records may be inserted, updated and removed through a view
 */
record Settings(
        String name,
        String jdbcUrl,
        String user,
        String password,
        int poolSize,
        int cacheKib,
        Optional<Path> modules,
        Optional<Path> mapping,
        Optional<Path> loadOnEmpty,
        Duration queryLimit,
        Duration connectionLimit,
        int matchLimit,
        int fetchLimit,
        int attachmentLimit,
        int queryTerms,
        int loadBatch,
        boolean updates) {
    /** Without the password. */
    @Override
    public String toString() {
        return "catalogue " + name + " at " + jdbcUrl;
    }
}
