package io.fairlead.gateway;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of one gateway, as tools and the documentation show them. */
@ObjectClassDefinition(name = "TCP gateway", description = "Joins raw TCP peers and named services, both ways.")
@interface GatewayConfig {
    /** The factory PID. */
    String PID = "io.fairlead.gateway";

    @AttributeDefinition(
            name = "Mode",
            description = "Who connects: server (the peers do) or client (the gateway does). Takes effect "
                    + "when the bundle starts.")
    String mode() default "server";

    @AttributeDefinition(
            name = "Port",
            description = "Where it listens, 0 for any; in client mode the server's port. A TCP port. Takes "
                    + "effect at once; the new port is opened first, connections stay.")
    int port() default 1029;

    @AttributeDefinition(
            name = "Remote server",
            description = "The server's address in client mode with a single server. Takes effect at once "
                    + "for new connections.",
            required = false)
    String remote();

    @AttributeDefinition(
            name = "Gateway environment file",
            description = "Three columns: address, port, ID. In server mode it turns the dedicated method "
                    + "on; in client mode it names several servers. Relative to the instance or "
                    + "absolute; it is watched. Takes effect at once for new connections.",
            required = false)
    String environment$_$file();

    @AttributeDefinition(
            name = "Service",
            description = "The service that a peer's message calls, unless the classifier names one. Takes "
                    + "effect at once for new messages.",
            required = false)
    String service();

    @AttributeDefinition(
            name = "Gateway service",
            description = "The name by which services call the peers. Default: they cannot. Takes effect at " + "once.",
            required = false)
    String svcgw();

    @AttributeDefinition(
            name = "Framing",
            description = "Where a message begins and ends, such as length or delimiter; its words stand "
                    + "below framing. as documented in docs/gateway.md. Takes effect at once for new "
                    + "messages.",
            required = false)
    String framing();

    @AttributeDefinition(
            name = "Classifier",
            description = "What tells replies from requests; its words stand below classifier. as "
                    + "documented in docs/gateway.md. Needed where service and svcgw are both given. "
                    + "Takes effect at once for new messages.",
            required = false)
    String classifier();

    @AttributeDefinition(
            name = "Session program",
            description = "The name of the program that owns the conversations, in place of framing and "
                    + "classifier. Takes effect at once for new connections.",
            required = false)
    String session();

    @AttributeDefinition(
            name = "Same address",
            description = "A registered client connects while it is connected: both-close, keep-old or "
                    + "keep-new. Takes effect at once for new connections.")
    String sameAddress() default "both-close";

    @AttributeDefinition(
            name = "Identity",
            description = "By what a client is known in the dedicated method: address, or tls-subject (the "
                    + "common name in its certificate). Takes effect at once for new connections.")
    String identity() default "address";

    @AttributeDefinition(
            name = "Handlers",
            description = "How many there may be (MAX), or auto: as many as are needed. Takes effect at "
                    + "once for new connections.")
    String handlers() default "auto";

    @AttributeDefinition(
            name = "Handlers at the start",
            description = "How many there are from the start (MIN). Takes effect at once for new " + "connections.")
    int min$_$handlers() default 1;

    @AttributeDefinition(
            name = "Connections of a handler",
            description = "From 1 to 50. Takes effect at once for new connections.")
    int threads() default 50;

    @AttributeDefinition(
            name = "Schedule",
            description = "Which handler gets the next request of a service: rr (each in its turn) or fa "
                    + "(the first that has an idle connection). Takes effect at once for new requests.")
    String schedule() default "rr";

    @AttributeDefinition(
            name = "CPC",
            description = "Peers' requests that one handler has with services at once; the rest wait. 0 is "
                    + "no limit. Takes effect at once for new requests.")
    int cpc() default 0;

    @AttributeDefinition(
            name = "Restart",
            description = "Whether a port that cannot be opened is tried again every 5 s: yes or no. Takes "
                    + "effect at the next failure.")
    String restart() default "yes";

    @AttributeDefinition(
            name = "BLOCKTIME",
            description = "How long a peer's request waits for its service; then it fails with TPETIME. A "
                    + "number and ms, s, m or h, or none. Takes effect at once for new requests.")
    String blocktime() default "30s";

    @AttributeDefinition(
            name = "SVCTIME",
            description = "How long a service may work on a peer's request where it has no time of its own; "
                    + "then it fails with TPESVCERR. A number and ms, s, m or h, or none. Takes effect "
                    + "at once for new requests.")
    String svctime() default "20s";

    @AttributeDefinition(
            name = "Reply time-out",
            description = "How long a peer has to answer a service's request; then it fails with TPETIME. "
                    + "Default: svctime. Takes effect at once for new requests.",
            required = false)
    String reply$_$timeout();

    @AttributeDefinition(
            name = "Connect time-out",
            description =
                    "How long a connection may take in client mode. Takes effect at once for new " + "connections.")
    String connect$_$timeout() default "5s";

    @AttributeDefinition(
            name = "Retry",
            description = "The pause between the first 20 attempts to connect; then it doubles. Takes "
                    + "effect at the next attempt.")
    String retry() default "500ms";

    @AttributeDefinition(
            name = "Longest retry",
            description = "The longest pause between attempts. Takes effect at the next attempt.")
    String retry$_$max() default "30s";

    @AttributeDefinition(
            name = "Heartbeat",
            description = "After such a silence a sign of life is sent where the classifier has one, and "
                    + "after another the peer is cut. Takes effect at once for new connections.")
    String heartbeat() default "none";

    @AttributeDefinition(
            name = "Write time-out",
            description = "How long a session program waits for a peer that does not read. Takes effect at "
                    + "once for new writes.")
    String write$_$timeout() default "30s";

    @AttributeDefinition(
            name = "Drain",
            description = "How long calls in flight may take at an orderly stop. Takes effect at the next " + "stop.")
    String drain() default "5s";

    @AttributeDefinition(
            name = "Connections",
            description = "How many are made to each server in client mode. Takes effect at once; "
                    + "connections that are too many stay.")
    int connections() default 1;

    @AttributeDefinition(
            name = "Requests that wait",
            description = "Services' requests that wait for an idle connection, at most; one more fails "
                    + "with TPEQFULL. Takes effect at once for new requests.")
    int max$_$waiting() default 10000;

    @AttributeDefinition(
            name = "Requests in flight",
            description = "Services' requests on one connection at once where replies have a key; without "
                    + "one it is 1. Takes effect at once for new requests.")
    int in$_$flight() default 1000;

    @AttributeDefinition(
            name = "Read ahead",
            description = "A peer's requests that are read ahead while another is served. Takes effect at "
                    + "once for new messages.")
    int pipeline() default 64;

    @AttributeDefinition(
            name = "Concurrent",
            description = "One peer's requests with services at once; 1 keeps their order. Takes effect at "
                    + "once for new messages.")
    int concurrent() default 1;

    @AttributeDefinition(
            name = "Longest read",
            description = "Bytes that a session program may ask for at once; k, m and g for powers of 1024. "
                    + "Takes effect at once for new reads.")
    String max$_$message() default "1m";

    @AttributeDefinition(
            name = "On failure",
            description = "What a peer gets whose request failed where the classifier has no error answer: "
                    + "close, text, data (what the service gave) or silence. Takes effect at once for "
                    + "new requests.")
    String on$_$failure() default "close";

    @AttributeDefinition(
            name = "On unknown",
            description = "What happens to a message that the classifier cannot tell: drop or close. Takes "
                    + "effect at once for new messages.")
    String on$_$unknown() default "drop";

    @AttributeDefinition(
            name = "Charset",
            description = "Of the messages' text, told to services. Default: just bytes. Takes effect at "
                    + "once for new messages.",
            required = false)
    String charset();

    @AttributeDefinition(
            name = "Client ID field",
            description = "Where a service's request names its client: first byte and length, such as 0,8. "
                    + "Default: nowhere. Takes effect at once for new requests.",
            required = false)
    String client$_$id$_$field();
}
