package io.fairlead.rmif;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an editor of settings shows; {@link RmifSettings} reads them. */
@ObjectClassDefinition(
        name = "Fairlead RMIF",
        description = "Properties, messages and pipes over reliable UDP, with HTTP on the same port.")
@interface RmifConfig {
    /** The factory PID. */
    String PID = "io.fairlead.rmif";

    @AttributeDefinition(
            name = "Port",
            description = "The UDP port, and the TCP port of HTTP (-1 or 0 for any). Takes effect at once; "
                    + "sessions go on where the port stays.",
            required = false)
    int port() default 9000;

    @AttributeDefinition(
            name = "Range",
            description = "How many ports above the port are tried where it is taken. Takes effect at the next start.",
            required = false)
    int prange() default 0;

    @AttributeDefinition(
            name = "HTTP",
            description = "Whether controls, files and queries are served over HTTP. Takes effect at once.",
            required = false)
    boolean http() default true;

    @AttributeDefinition(
            name = "Demo",
            description = "Whether the pipe _sine and the properties SFREQ and CFREQ are offered to look at. "
                    + "Takes effect at the next start.",
            required = false)
    boolean demo() default false;

    @AttributeDefinition(
            name = "Name",
            description = "What this server calls itself to remotes. Takes effect at the next start.",
            required = false)
    String name() default "RMIF";

    @AttributeDefinition(
            name = "Port parameter table",
            description = "Tunes sessions: PKTLEN, RATE and MAXRATE (bytes, bytes a second), WINDOW, RETRY, TIMEPING, "
                    + "TIMEOUT, TIMEDROP (seconds), such as {RETRY=2,TIMEPING=3}. Takes effect at the next start.",
            required = false)
    String ppt() default "{}";

    @AttributeDefinition(
            name = "Opcodes",
            description = "Other numbers for functions, such as OPEN=1,CHAL=2. Takes effect at the next start.",
            required = false)
    String opcodes() default "";

    @AttributeDefinition(
            name = "Key",
            description = "A key that both sides know; then packets without the right code are dropped. "
                    + "Takes effect at the next start.",
            required = false)
    String key() default "";

    @AttributeDefinition(
            name = "Most remotes",
            description = "How many remotes may open sessions here. Takes effect at the next start.",
            required = false)
    int max$_$remotes() default 32;

    @AttributeDefinition(
            name = "Writers",
            description = "Addresses or networks, besides this machine, from which properties may be set (commas "
                    + "between). Takes effect at the next start.",
            required = false)
    String write$_$allow() default "";

    @AttributeDefinition(
            name = "Folders",
            description = "Folders whose files are served below /Files, as NAME=FOLDER (commas between). Takes effect "
                    + "at once.",
            required = false)
    String aux() default "";
}
