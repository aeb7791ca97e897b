package io.fairlead.transport.netty;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an editor of settings shows; {@link TransportSettings} reads them. */
@ObjectClassDefinition(
        name = "Fairlead Transport",
        description = "Owns every socket: event loops, who may connect, and the limits that all endpoints share.")
@interface TransportConfig {
    @AttributeDefinition(
            name = "System interface",
            description = "How the event loops talk to the system: auto (epoll where there is one, else nio), "
                    + "epoll, io-uring or nio. Takes effect at the next start of the platform.",
            required = false)
    String io() default "auto";

    @AttributeDefinition(
            name = "Event loops",
            description = "How many event loops (threads); 0 for as many as there are processors. Takes effect at "
                    + "the next start of the platform.",
            required = false)
    int event$_$loops() default 0;

    @AttributeDefinition(
            name = "Host",
            description = "The address that endpoints bind unless they have a host of their own (IP address or "
                    + "name). Takes effect at once; listeners move, connections stay.",
            required = false)
    String host() default "127.0.0.1";

    @AttributeDefinition(
            name = "Allow",
            description = "Who may connect unless the endpoint has a list of its own (blocks of addresses, with "
                    + "commas). Takes effect at once for new connections.",
            required = false)
    String allow() default "127.0.0.0/8, ::1";

    @AttributeDefinition(
            name = "Backlog",
            description = "Connections that wait in the system's queue of each listener (connections). Takes "
                    + "effect for listeners that are opened later.",
            required = false)
    int backlog() default 1024;

    @AttributeDefinition(
            name = "Accepts a turn",
            description =
                    "Accepted at most before an event loop turns to others (connections). Takes effect at " + "once.",
            required = false)
    int accepts$_$per$_$turn() default 32;

    @AttributeDefinition(
            name = "Connections in all",
            description = "Open at the same time on all endpoints together (connections). Takes effect at once.",
            required = false)
    int max$_$connections() default 20000;

    @AttributeDefinition(
            name = "Swap limit",
            description = "How long work in flight may take when a protocol is stopped (time: ms, s, m, h). Takes "
                    + "effect at once.",
            required = false)
    String swap$_$limit() default "5s";

    @AttributeDefinition(
            name = "Park lease",
            description = "The longest that connections wait for their next protocol before they are closed "
                    + "(time). Takes effect at once.",
            required = false)
    String park$_$lease() default "10m";

    @AttributeDefinition(
            name = "Grace",
            description = "From the deletion of settings to the closing of their connections (time). Takes effect "
                    + "at once.",
            required = false)
    String grace() default "5s";

    @AttributeDefinition(
            name = "Gentle close",
            description = "How long a closed connection may take to fetch its last reply and to stop sending "
                    + "(time). Takes effect at once.",
            required = false)
    String gentle$_$close() default "5s";

    @AttributeDefinition(
            name = "Gentle close, bytes",
            description = "How much a closed connection may still send (bytes; k, m and g for powers of 1024). "
                    + "Takes effect at once.",
            required = false)
    String gentle$_$close$_$bytes() default "16m";

    @AttributeDefinition(
            name = "Dead peer",
            description = "After so long without any sign a peer counts as gone (time; none for never). Takes "
                    + "effect at once for new connections.",
            required = false)
    String dead$_$peer() default "2m";

    @AttributeDefinition(
            name = "TLS handshake time-out",
            description = "For the TLS handshake of an accepted connection (time). Takes effect at once for new "
                    + "connections.",
            required = false)
    String tls$_$handshake$_$timeout() default "10s";

    @AttributeDefinition(
            name = "TLS check",
            description = "How often certificate files are looked at for renewal (time). Takes effect at the next "
                    + "start of the platform.",
            required = false)
    String tls$_$check() default "2s";
}
