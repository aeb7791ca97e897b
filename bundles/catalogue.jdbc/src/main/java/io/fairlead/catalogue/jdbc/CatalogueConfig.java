package io.fairlead.catalogue.jdbc;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The words of {@code etc/io.fairlead.catalogue-NAME.cfg}. */
@ObjectClassDefinition(
        name = "Fairlead catalogue",
        description = "One catalogue of records in an SQL database, named by what stands behind the file's hyphen")
@interface CatalogueConfig {
    /** The factory PID. */
    String PID = "io.fairlead.catalogue";

    @AttributeDefinition(
            name = "jdbc-url",
            description = "The database: jdbc:h2:file:PATH in the instance's folder, created when it is not there, "
                    + "or jdbc:postgresql://HOST:PORT/NAME for PostgreSQL 15 or later. Without it "
                    + "data/catalogue-NAME. Takes effect at once; the catalogue is opened anew, connections " + "stay.")
    String jdbc$_$url() default "";

    @AttributeDefinition(
            name = "user",
            description =
                    "The database's user. Takes effect at once; the catalogue is opened anew, connections " + "stay.")
    String user() default "fairlead";

    @AttributeDefinition(
            name = ".password",
            description = "The database user's password; for H2 set it before the first start. Takes effect at "
                    + "once; the catalogue is opened anew, connections stay.")
    String _password() default "";

    @AttributeDefinition(
            name = "pool-size",
            description = "Most connections to the database, from 1 to 64. Takes effect at once; the catalogue is "
                    + "opened anew, connections stay.")
    int pool$_$size() default 4;

    @AttributeDefinition(
            name = "cache",
            description = "Memory for pages of an H2 database, in bytes with k, m or g, from 1m to 1g. Takes "
                    + "effect at once; the catalogue is opened anew, connections stay.")
    String cache() default "16m";

    @AttributeDefinition(
            name = "modules",
            description = "The module definition file, JSON, in the instance's folder; without it the museum's "
                    + "modules eparties and ecatalogue. Takes effect at once; the catalogue is opened anew, "
                    + "connections stay.")
    String modules() default "";

    @AttributeDefinition(
            name = "mapping",
            description = "How fields of loaded files become columns, JSON, in the instance's folder; without it "
                    + "the museum's open data where its modules are defined. Takes effect at once; the "
                    + "catalogue is opened anew, connections stay.")
    String mapping() default "";

    @AttributeDefinition(
            name = "load-on-empty",
            description = "A file or folder of records, in the instance's folder, that is loaded while the "
                    + "database has no record; without it nothing is loaded. Takes effect at once; the "
                    + "catalogue is opened anew, connections stay.")
    String load$_$on$_$empty() default "";

    @AttributeDefinition(
            name = "query-limit",
            description = "The longest time that a search, fetch or sort may take, such as 30s, from 10ms to 1h. "
                    + "Takes effect at once; the catalogue is opened anew, connections stay.")
    String query$_$limit() default "30s";

    @AttributeDefinition(
            name = "connection-limit",
            description = "The longest wait for a connection to the database, such as 5s, from 250ms to 10m. Takes "
                    + "effect at once; the catalogue is opened anew, connections stay.")
    String connection$_$limit() default "5s";

    @AttributeDefinition(
            name = "match-limit",
            description = "Most records in a result, from 1 to 10000000; there are 4 bytes to each. Takes effect "
                    + "at once; the catalogue is opened anew, connections stay.")
    int match$_$limit() default 1_000_000;

    @AttributeDefinition(
            name = "fetch-limit",
            description = "Most records in one fetch, from 1 to 1000000. Takes effect at once; the catalogue is "
                    + "opened anew, connections stay.")
    int fetch$_$limit() default 100_000;

    @AttributeDefinition(
            name = "attachment-limit",
            description = "Most records that are told to refer to one other, in one answer, from 1 to 1000000. "
                    + "Takes effect at once; the catalogue is opened anew, connections stay.")
    int attachment$_$limit() default 10_000;

    @AttributeDefinition(
            name = "query-terms",
            description = "Most conditions and words in one search, from 1 to 100000. Takes effect at once; the "
                    + "catalogue is opened anew, connections stay.")
    int query$_$terms() default 1000;

    @AttributeDefinition(
            name = "load-batch",
            description = "Records that are loaded in one transaction, from 1 to 100000; more are faster and take "
                    + "more memory, some 5 KiB each. Takes effect at once; the catalogue is opened anew, "
                    + "connections stay.")
    int load$_$batch() default 5000;

    @AttributeDefinition(
            name = "updates",
            description = "Whether protocols may insert, update and remove records: yes or no; loading is possible "
                    + "all the same. Takes effect at once; the catalogue is opened anew, connections stay.")
    String updates() default "yes";
}
