package io.fairlead.itest.echo;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an editor of settings shows; {@link EchoSettings} reads them. */
@ObjectClassDefinition(name = "Fairlead Echo", description = "Answers what it gets, and counts it.")
@interface EchoConfig {
    @AttributeDefinition(name = "Port", description = "Where it listens (TCP port, 0 for any).", required = false)
    int port() default 0;

    @AttributeDefinition(
            name = "Framing",
            description = "What counts as one message: length (4 bytes and a payload) or raw.",
            required = false)
    String framing() default "length";

    @AttributeDefinition(
            name = "Longest frame",
            description = "The longest payload of a frame (bytes; k, m and g for powers of 1024).",
            required = false)
    String max$_$frame() default "1m";
}
