package io.fairlead.bridges;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an editor of settings shows; {@link StatementSettings} reads them. */
@ObjectClassDefinition(
        name = "Database service",
        description =
                "A named service that runs one statement on a catalogue's database, with values from the message.")
@interface StatementConfig {
    /** The factory PID. */
    String PID = "io.fairlead.bridge.jdbc";

    @AttributeDefinition(
            name = "Service",
            description = "The service's name, 1 to 63 characters without blanks. Takes effect at once.")
    String service();

    @AttributeDefinition(
            name = "Catalogue",
            description = "The name of the catalogue on whose database the statement runs. Takes effect at once.")
    String catalogue();

    @AttributeDefinition(
            name = "Statement",
            description = "One SQL statement, with a question mark for each value. Takes effect at once for new calls.")
    String sql();

    @AttributeDefinition(
            name = "Parameters",
            description =
                    "The values, with commas between: field NUMBER, bytes INDEX LENGTH, message or client, each with"
                            + " number or binary behind it where it is not text. Takes effect at once for new calls.",
            required = false)
    String parameters() default "";

    @AttributeDefinition(
            name = "Separator",
            description =
                    "What stands between the fields of a message and between the columns of an answer. Takes effect at"
                            + " once for new calls.",
            required = false)
    String separator() default "|";

    @AttributeDefinition(
            name = "Charset",
            description = "Of messages whose charset is not known. Takes effect at once for new calls.",
            required = false)
    String charset() default "UTF-8";

    @AttributeDefinition(
            name = "Time-out",
            description =
                    "The longest that the statement may take, in whole seconds, such as 15s. Takes effect at once for"
                            + " new calls.",
            required = false)
    String timeout() default "15s";

    @AttributeDefinition(
            name = "Most rows",
            description =
                    "Rows of an answer, from 1 to 100000; the rest is cut off. Takes effect at once for new calls.",
            required = false)
    int max$_$rows() default 1000;

    @AttributeDefinition(
            name = "Longest answer",
            description =
                    "Bytes of the longest answer, with k or m; a longer one is an error. Takes effect at once for new"
                            + " calls.",
            required = false)
    String max$_$reply() default "1m";
}
