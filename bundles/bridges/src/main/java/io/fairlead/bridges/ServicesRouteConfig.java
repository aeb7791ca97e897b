package io.fairlead.bridges;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an editor of settings shows; {@link ServicesRouteSettings} reads them. */
@ObjectClassDefinition(
        name = "Services over HTTP",
        description = "POST /services/NAME on the console's address calls a named service.")
@interface ServicesRouteConfig {
    /** The PID. */
    String PID = "io.fairlead.bridge.services";

    @AttributeDefinition(
            name = "Token",
            description =
                    "What callers from elsewhere than this machine send as Authorization: Bearer TOKEN, at least 16"
                            + " characters; without it they are refused. Takes effect at once.",
            required = false)
    String _token() default "";

    @AttributeDefinition(
            name = "Longest request",
            description = "Bytes of the longest request, with k or m. Takes effect at once for new requests.",
            required = false)
    String max$_$request() default "1m";
}
