package io.fairlead.bridges;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an editor of settings shows; {@link HttpPostSettings} reads them. */
@ObjectClassDefinition(
        name = "HTTP service",
        description = "A named service that posts what it is asked to a URL and answers with what comes back.")
@interface HttpPostConfig {
    /** The factory PID. */
    String PID = "io.fairlead.bridge.http";

    @AttributeDefinition(
            name = "Service",
            description = "The service's name, 1 to 63 characters without blanks. Takes effect at once.")
    String service();

    @AttributeDefinition(
            name = "URL",
            description = "Where to post, http or https. Takes effect at once for new calls.")
    String url();

    @AttributeDefinition(
            name = "Content type",
            description = "The Content-Type of what is posted. Takes effect at once for new calls.",
            required = false)
    String content$_$type() default "application/octet-stream";

    @AttributeDefinition(
            name = "Headers",
            description =
                    "More header fields, each NAME: VALUE, with commas between. Takes effect at once for new calls.",
            required = false)
    String headers() default "";

    @AttributeDefinition(
            name = "Time-out",
            description = "The longest wait for the whole answer, such as 15s. Takes effect at once for new calls.",
            required = false)
    String timeout() default "15s";

    @AttributeDefinition(
            name = "Longest answer",
            description = "Bytes of the longest answer, with k or m. Takes effect at once for new calls.",
            required = false)
    String max$_$reply() default "1m";
}
