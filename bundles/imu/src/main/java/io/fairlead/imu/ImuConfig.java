package io.fairlead.imu;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of one IMu server, as tools and the documentation show them. The words are those of imuserver.conf. */
@ObjectClassDefinition(name = "IMu server", description = "Serves clients of the IMu API from a catalogue.")
@interface ImuConfig {
    /** The factory PID. */
    String PID = "io.fairlead.imu";

    @AttributeDefinition(
            name = "User's own file",
            description = "An imuserver.conf, relative to the instance or absolute; it is watched. A setting that "
                    + "stands here as well wins over it. Default: none. Takes effect at once.",
            required = false)
    String file();

    @AttributeDefinition(
            name = "Main port",
            description = "Shared by all processes. A TCP port. Takes effect at once; the new port is opened "
                    + "first, connections stay.")
    int main$_$port() default 40_000;

    @AttributeDefinition(
            name = "Reconnect port",
            description = "First TCP port to try for the processes' own ports, upwards. Default: main-port + 5000. "
                    + "Takes effect at once.",
            required = false)
    int reconnect$_$port();

    @AttributeDefinition(
            name = "Processes",
            description = "Tables of handlers, each with a reconnection port. From 1 to 256. Fewer: those that are "
                    + "too many are drained. Takes effect at once.")
    int process$_$count() default 1;

    @AttributeDefinition(
            name = "Server pool",
            description = "Requests that work on the database at the same time. Default: process-count. Takes "
                    + "effect at once.",
            required = false)
    int server$_$pool();

    @AttributeDefinition(
            name = "Context time-out",
            description = "A context that is not used so long is forgotten, with its handlers. A number and s, m, "
                    + "h, d or w. Takes effect at once.")
    String context$_$timeout() default "3h";

    @AttributeDefinition(
            name = "Handler time-out",
            description = "A handler that is not called so long is forgotten. A number and s, m, h, d or w. Takes "
                    + "effect at once.")
    String handler$_$timeout() default "1h";

    @AttributeDefinition(
            name = "Query time-out",
            description = "How long one request may work on the database. A number and ms, s, m or h. Takes effect "
                    + "at once.")
    String query$_$timeout() default "60s";

    @AttributeDefinition(
            name = "Updates",
            description = "Who may change records: no, yes or authenticated. Takes effect at once.")
    String allow$_$updates() default "authenticated";

    @AttributeDefinition(
            name = "Visibility",
            description = "Records that default access sees: internet (AdmPublishWebNoPassword is Yes), intranet "
                    + "(AdmPublishWebPassword is Yes) or all. Takes effect at once.")
    String visibility() default "internet";

    @AttributeDefinition(
            name = "Visibility when logged in",
            description = "As visibility, for whoever is logged in. Takes effect at once.")
    String visibility$_$when$_$authenticated() default "all";

    @AttributeDefinition(
            name = "Visibility of lookup lists",
            description = "Entries of lookup lists that are seen: internet, intranet, all, or default (as the other "
                    + "records). Takes effect at once.")
    String lookup$_$list$_$visibility() default "all";

    @AttributeDefinition(
            name = "Rules",
            description = "File that says which groups may read and change which records, relative to the instance "
                    + "or absolute; it is watched. Default: none, what visibility shows may be read. Takes effect at "
                    + "once.",
            required = false)
    String rules();

    @AttributeDefinition(
            name = "Users",
            description = "File of those who may log in, relative to the instance or absolute; imu:user edits it. "
                    + "Takes effect at once.")
    String users() default "etc/imu.users";

    @AttributeDefinition(
            name = "Null password",
            description = "Blocks of addresses, comma between, from which users may log in without a password. "
                    + "Default: none. Takes effect at once.",
            required = false)
    String null$_$password();

    @AttributeDefinition(
            name = "Licences",
            description = "Licence slots in all: the server pool and one for each log-in. From 1. Default: no bound. "
                    + "Takes effect at once; who is logged in stays so.",
            required = false)
    int licence$_$total();

    @AttributeDefinition(
            name = "Log-ins of a user",
            description = "Most log-ins of one user at the same time. Takes effect at once.")
    int max$_$logins$_$per$_$user() default 1_000;

    @AttributeDefinition(
            name = "Log-ins of an address",
            description = "Most log-ins of one client's address at the same time. Takes effect at once.")
    int max$_$logins$_$per$_$address() default 1_000;

    @AttributeDefinition(
            name = "Failed log-ins",
            description = "Wrong passwords of a user from one address within login-block, after which it is refused "
                    + "for that time; of all users together ten times as many. Takes effect at once.")
    int login$_$failures() default 5;

    @AttributeDefinition(
            name = "Log-in block",
            description = "How long failed log-ins count. A number and s, m or h. Takes effect at once.")
    String login$_$block() default "1m";

    @AttributeDefinition(
            name = "Language",
            description = "Language of requests that name none, such as en or en-US. Takes effect at once.")
    String language() default "en";

    @AttributeDefinition(
            name = "Encoding errors",
            description = "What becomes of bytes in requests that are not UTF-8: replace (U+FFFD) or iso-8859-1. "
                    + "Takes effect at once for new connections.")
    String encoding$_$errors() default "replace";

    @AttributeDefinition(
            name = "Catalogue",
            description = "Name of the catalogue to serve. Default: the one that is there. Takes effect at once.",
            required = false)
    String catalogue();

    @AttributeDefinition(
            name = "Restore path",
            description = "Folder below which restoreFromFile may read, relative to the instance or absolute. "
                    + "Default: none, restoreFromFile is off. Takes effect at once.",
            required = false)
    String restore$_$path();

    @AttributeDefinition(
            name = "Temporary path",
            description = "Folder below which restoreFromTemp may read. Default: none, restoreFromTemp is off. "
                    + "Takes effect at once.",
            required = false)
    String temp$_$path();

    @AttributeDefinition(
            name = "Admin port",
            description = "First TCP port to try, upwards, for status and orderly shutdown, on this machine only; 0: "
                    + "none. Default: main-port + 10000. Takes effect at once.",
            required = false)
    int admin$_$port();

    @AttributeDefinition(
            name = "Firewall holes",
            description = "Ports that the firewall lets through, such as 40000, 45000-45003; a port of this server "
                    + "that is none of them is warned of. Default: nobody knows. Takes effect at once.",
            required = false)
    String firewall$_$holes();

    @AttributeDefinition(
            name = "Trace file",
            description = "Where the server's work is traced: STDOUT (the platform's log) or a file, relative to the "
                    + "instance or absolute. Takes effect at once.")
    String trace$_$file() default "STDOUT";

    @AttributeDefinition(
            name = "Trace level",
            description = "How much is traced, from 0 (nothing) over 1 (the server), 2 (what it refuses), 3 "
                    + "(requests) and 5 (replies) to 9 (everything). Takes effect at once.")
    int trace$_$level() default 1;

    @AttributeDefinition(
            name = "Trace prefix",
            description = "Before each line of the trace; %y %m %d %D %H %M %S %T are date and time, %p the process, "
                    + "%F %L %f %g the place in the code. Takes effect at once.")
    String trace$_$prefix() default "%D %T: %p:";

    @AttributeDefinition(
            name = "Multimedia path",
            description =
                    "Folder of the multimedia files, relative to the instance or absolute. Takes effect at " + "once.")
    String media$_$path() default "data/media";

    @AttributeDefinition(
            name = "Memory of made images",
            description = "Bytes on disk of images that were made from others, together; k, m and g may follow. "
                    + "Takes effect at once.")
    String media$_$cache() default "256m";

    @AttributeDefinition(
            name = "Largest image",
            description = "Million pixels of an image that is to be changed, and of all that are changed at the same "
                    + "time; 4 bytes of memory each. From 1 to 2000. Takes effect at once.")
    int max$_$megapixels() default 50;

    @AttributeDefinition(
            name = "Largest upload",
            description = "Bytes of one file in a request; k, m and g may follow. Takes effect at once for new "
                    + "connections.")
    String max$_$upload() default "1g";

    @AttributeDefinition(
            name = "Space for uploads",
            description = "Bytes on disk of files that clients are sending, together. Takes effect at once.")
    String upload$_$space() default "4g";

    @AttributeDefinition(
            name = "Watermarking",
            description = "Images to lay over those that are served: image:file:size:position:opacity:selector, "
                    + "several with white space between; the first whose selector fits counts. Takes effect at once.",
            required = false)
    String watermarking();

    @AttributeDefinition(
            name = "Pipeline pause",
            description = "Before a request is answered that had been waiting when the last reply went. A number "
                    + "and ms. Takes effect at once.")
    String pipeline$_$pause() default "5ms";

    @AttributeDefinition(
            name = "Largest request",
            description = "Bytes; k, m and g may follow. Takes effect at once for new connections.")
    String max$_$request() default "8m";

    @AttributeDefinition(
            name = "Memory for requests",
            description = "Bytes of unfinished requests of all clients together. Takes effect at once.")
    String request$_$memory() default "256m";

    @AttributeDefinition(name = "Largest reply", description = "Bytes of text in one reply. Takes effect at once.")
    String max$_$reply() default "64m";

    @AttributeDefinition(
            name = "Memory for replies",
            description = "Bytes of replies that clients have not taken yet, together. Takes effect at once.")
    String reply$_$memory() default "256m";

    @AttributeDefinition(
            name = "Memory for results",
            description = "Bytes of all handlers' result sets together, 4 a record. Takes effect at once.")
    String result$_$memory() default "64m";

    @AttributeDefinition(name = "Contexts", description = "Most contexts at the same time. Takes effect at once.")
    int max$_$contexts() default 20_000;

    @AttributeDefinition(name = "Handlers", description = "Most handlers at the same time. Takes effect at once.")
    int max$_$handlers() default 50_000;

    @AttributeDefinition(
            name = "Handlers of a context",
            description = "Most handlers of one context. Takes effect at once.")
    int max$_$handlers$_$per$_$context() default 1_000;

    @AttributeDefinition(
            name = "Records of a fetch",
            description = "Most records that are read for one fetch, attachments included. Takes effect at once.")
    int max$_$records() default 200_000;

    @AttributeDefinition(
            name = "Match limit",
            description = "Most records that one search keeps; a client may ask for fewer. Takes effect at once.")
    int match$_$limit() default 1_000_000;

    @AttributeDefinition(
            name = "Waiting requests",
            description = "Most requests that wait for a place in the server pool; more are refused. Takes effect "
                    + "at once.")
    int max$_$waiting() default 10_000;

    @AttributeDefinition(
            name = "Address",
            description = "Address to bind; main.host and reconnect.host for one role. Default: the platform's, "
                    + "loopback unless it says otherwise. Takes effect at once; listeners move, connections " + "stay.",
            required = false)
    String host();

    @AttributeDefinition(
            name = "Allowed clients",
            description = "Blocks of addresses, comma between, such as 10.0.0.0/8 or all; main.allow and "
                    + "reconnect.allow for one role. Default: the platform's. Takes effect at once for new "
                    + "connections.",
            required = false)
    String allow();

    @AttributeDefinition(
            name = "Connections",
            description = "Most open connections of each port; main.max-connections and reconnect.max-connections "
                    + "for one role. Takes effect at once for new connections.")
    int max$_$connections() default 10_000;

    @AttributeDefinition(
            name = "Connections of an address",
            description = "Most open connections of one client's address at each port. Takes effect at once for "
                    + "new connections.")
    int max$_$connections$_$per$_$address() default 10_000;

    @AttributeDefinition(
            name = "When full",
            description = "At max-connections: pause (newcomers wait) or refuse (they are closed). Takes effect at "
                    + "once.")
    String when$_$full() default "pause";

    @AttributeDefinition(
            name = "Idle time-out",
            description = "A connection without a byte either way is closed after it. A number and s, m or h; "
                    + "none: never. Takes effect at once.")
    String idle$_$timeout() default "none";

    @AttributeDefinition(
            name = "Half-message time-out",
            description = "From a request's first byte to its last. A number and s or m; none: never. Takes effect "
                    + "at once.")
    String half$_$message$_$timeout() default "30s";

    @AttributeDefinition(
            name = "TLS certificate",
            description = "PEM file; with tls.key it makes the ports speak TLS, which the published clients do "
                    + "not. Default: none. Takes effect at once for new connections.",
            required = false)
    String tls_certificate();

    @AttributeDefinition(
            name = "TLS key",
            description = "PEM file of the certificate's key. Takes effect at once for new connections.",
            required = false)
    String tls_key();
}
