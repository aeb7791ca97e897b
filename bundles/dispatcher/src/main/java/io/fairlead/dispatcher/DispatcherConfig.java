package io.fairlead.dispatcher;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of one dispatcher, as tools and the documentation show them. */
@ObjectClassDefinition(
        name = "Service dispatcher",
        description = "Tells clients of the NCBI toolkits where services are, and relays to them.")
@interface DispatcherConfig {
    /** The factory PID. */
    String PID = "io.fairlead.dispatcher";

    @AttributeDefinition(
            name = "Registry",
            description = "An LBSMD file (servrc.cfg), relative to the instance or absolute; it and all "
                    + "that it includes are watched. Default: none. Takes effect at once.",
            required = false)
    String registry();

    @AttributeDefinition(
            name = "HTTP port",
            description = "For clients up to 2012, browsers and tools. A TCP port. Takes effect at once; "
                    + "the new port is opened first, connections stay.")
    int port() default 8080;

    @AttributeDefinition(
            name = "TLS port",
            description = "For clients from 2017 on. A TCP port, or none. Takes effect at once; the new "
                    + "port is opened first, connections stay.")
    String tls$_$port() default "8443";

    @AttributeDefinition(
            name = "Bounce port",
            description = "A TCP server that answers with what it gets, for trying clients. A TCP port, or none. "
                    + "Takes effect at once; the new port is opened first, connections stay.")
    String bounce$_$port() default "none";

    @AttributeDefinition(
            name = "TLS certificate",
            description = "PEM file. Default: one made at the first start, in data/. Takes effect at once "
                    + "for new connections.",
            required = false)
    String https_tls_certificate();

    @AttributeDefinition(
            name = "TLS key",
            description = "PEM file of the certificate's key. Takes effect at once for new connections.",
            required = false)
    String https_tls_key();

    @AttributeDefinition(
            name = "TLS versions",
            description = "TLSv1.2, TLSv1.3 or both, comma between. Clients of 2017 break on the session tickets of "
                    + "TLS 1.3. Takes effect at once for new connections.")
    String https_tls_protocols() default "TLSv1.2";

    @AttributeDefinition(
            name = "Firewall ports",
            description = "Official ports of the firewall daemon: ports and ranges, comma between, or none."
                    + " Takes effect at once.")
    String firewall$_$ports() default "5860-5870";

    @AttributeDefinition(
            name = "Relay ports",
            description = "Ports for outside clients that do not know of the firewall. Takes effect at " + "once.")
    String relay$_$ports() default "4444-4454";

    @AttributeDefinition(
            name = "Fallback ports",
            description =
                    "Ports for clients that cannot reach an official one, such as 22,443. Takes " + "effect at once.")
    String fallback$_$ports() default "none";

    @AttributeDefinition(
            name = "Advertised addresses",
            description = "IPv4 addresses that clients are sent to, comma between, in turn; the outer ones "
                    + "of a firewall that is not transparent. Default: the one that the ports are bound"
                    + " to. Takes effect at once.",
            required = false)
    String advertise$_$address();

    @AttributeDefinition(
            name = "Ticket's address",
            description = "strict: a ticket is good from the client's address alone; off: from any, for "
                    + "clients behind proxies. Takes effect at once.")
    String ticket$_$address() default "strict";

    @AttributeDefinition(
            name = "Ticket's life",
            description = "How long an unused ticket is good. A number and s or m. Takes effect at once for"
                    + " new tickets.")
    String ticket$_$life() default "30s";

    @AttributeDefinition(name = "Tickets", description = "Most unused tickets. Takes effect at once.")
    int max$_$tickets() default 10_000;

    @AttributeDefinition(
            name = "Tickets of an address",
            description = "Most unused tickets of one client's address. Takes effect at once.")
    int max$_$tickets$_$per$_$address() default 1_000;

    @AttributeDefinition(
            name = "Ticket failures",
            description = "Bad tickets of one address within a minute, after which it gets nothing. Takes "
                    + "effect at once.")
    int ticket$_$failures() default 20;

    @AttributeDefinition(
            name = "Refusal's delay",
            description = "From a refusal's cause to its text. A number and ms. Takes effect at once.")
    String refusal$_$delay() default "200ms";

    @AttributeDefinition(
            name = "Ticket time-out",
            description = "How long a connection to the daemon may wait with its ticket. A number and s. "
                    + "Takes effect at once for new connections.")
    String ticket$_$timeout() default "10s";

    @AttributeDefinition(
            name = "Connect time-out",
            description = "How long a connection to a server may take. A number and s. Takes effect at " + "once.")
    String connect$_$timeout() default "5s";

    @AttributeDefinition(
            name = "Joined connections of a server",
            description = "Most at the same time. Takes effect at once for new ones.")
    int max$_$relays$_$per$_$server() default 1_000;

    @AttributeDefinition(
            name = "Stateless time-out",
            description = "How long a server that answers a stateless request may be silent. A number and "
                    + "s. Takes effect at once for new requests.")
    String stateless$_$timeout() default "30s";

    @AttributeDefinition(
            name = "Inside",
            description = "Blocks of addresses whose clients see local servers, connect directly, and are "
                    + "believed when they send Client-Host. Takes effect at once.")
    String inside() default "127.0.0.0/8, ::1";

    @AttributeDefinition(
            name = "Local address",
            description = "IPv4 address of registry servers without a host. Default: the first advertise-"
                    + "address, or 127.0.0.1. Takes effect at once.",
            required = false)
    String local$_$address();

    @AttributeDefinition(
            name = "Servers in an answer",
            description = "Server-Info lines where the client does not say. From 1 to 1000. Takes effect at" + " once.")
    int server$_$count() default 3;

    @AttributeDefinition(
            name = "Servers' life",
            description = "How long a client may use an answer (T=). A number and s. Takes effect at once.")
    String server$_$life() default "30s";

    @AttributeDefinition(
            name = "Penalty's decay",
            description = "From the end of its hold to its end. A number and s or m. Takes effect at once.")
    String penalty$_$decay() default "1m";

    @AttributeDefinition(
            name = "Slow start",
            description =
                    "From a server's return to its full rating. A number and s, or none. Takes effect" + " at once.")
    String slow$_$start() default "30s";

    @AttributeDefinition(
            name = "Panic threshold",
            description = "Where fewer of a service's servers (of three or more) answer their checks, the "
                    + "checks do not count. Percent. Takes effect at once.")
    int panic$_$threshold() default 20;

    @AttributeDefinition(
            name = "Check time-out",
            description = "How long one check may take. A number and s. Takes effect at once.")
    String check$_$timeout() default "5s";

    @AttributeDefinition(
            name = "Failures to fall",
            description = "Failed checks in a row that make a server count as down. Takes effect at once.")
    int check$_$fall() default 2;

    @AttributeDefinition(
            name = "Programs",
            description = "Most programs of NCBID at the same time. Takes effect at once.")
    int ncbid$_$max$_$programs() default 32;

    @AttributeDefinition(
            name = "Programs' time",
            description = "From a program's start to its end. A number and s or m. Takes effect at once for"
                    + " new programs.")
    String ncbid$_$time$_$limit() default "5m";

    @AttributeDefinition(
            name = "Programs' processor time",
            description = "A number and s or m. Takes effect at once for new programs.")
    String ncbid$_$cpu$_$limit() default "1m";

    @AttributeDefinition(
            name = "Programs' memory",
            description =
                    "Address space of a program. A number and m or g. Takes effect at once for new " + "programs.")
    String ncbid$_$memory() default "1g";

    @AttributeDefinition(
            name = "Address",
            description = "Address to bind; http.host, https.host and firewall.host for one role. Default: "
                    + "the platform's, loopback unless it says otherwise. Takes effect at once; "
                    + "listeners move, connections stay.",
            required = false)
    String host();

    @AttributeDefinition(
            name = "Allowed clients",
            description = "Blocks of addresses, comma between, such as 10.0.0.0/8 or all; http.allow, "
                    + "https.allow and firewall.allow for one role. Default: the platform's. Takes "
                    + "effect at once for new connections.",
            required = false)
    String allow();

    @AttributeDefinition(
            name = "Connections",
            description = "Most open connections of each port; with http., https., firewall. or server. "
                    + "before it for one role. Takes effect at once for new connections.")
    int max$_$connections() default 10_000;

    @AttributeDefinition(
            name = "Connections of an address",
            description = "Most open connections of one client's address at each port. Takes effect at once"
                    + " for new connections.")
    int max$_$connections$_$per$_$address() default 10_000;

    @AttributeDefinition(
            name = "Idle time-out",
            description = "A connection without a byte either way is closed after it. A number and s, m or "
                    + "h; none: never. Takes effect at once.")
    String idle$_$timeout() default "none";
}
