package io.fairlead.dispatcher.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Requests as real clients send them; a space in a name of a field's value stays as it is. */
public final class Site {
    /** A look-up of the C++ toolkit (2026). */
    public static final String LOOK_UP = """
            GET /Service/dispd.cgi?service=%s&address=localhost(127.0.0.1)&platform=x86_64-unknown-linux-gnu HTTP/1.0
            Host: 127.0.0.1:18443
            User-Agent: NCBIServiceDispatcher/1.2 (CXX Toolkit) NCBIHttpConnector (CXX Toolkit)
            Client-Revision: 7.0
            Accepted-Server-Types: NCBID STANDALONE HTTP_GET HTTP_POST DNS
            Dispatch-Mode: INFORMATION_ONLY
            Client-Mode: STATEFUL_CAPABLE
            %sConnection: keep-alive

            """;

    private Site() {}

    /** Returns a look-up with more fields, each ended by a line feed. */
    public static String lookUp(String service, String more) {
        return LOOK_UP.formatted(service, more);
    }

    /** Writes the registry's file. */
    public static void registry(Path home, String text) throws IOException {
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(home.resolve("etc/servrc.cfg"), text);
    }

    /** Returns settings with a registry and without a TLS port, and these. */
    public static Map<String, Object> settings(String... more) {
        Map<String, Object> all = LiveDispatcher.properties(
                "registry",
                "etc/servrc.cfg",
                "port",
                "0",
                "tls-port",
                "none",
                "firewall-ports",
                "none",
                "relay-ports",
                "none");
        all.putAll(LiveDispatcher.properties(more));
        return all;
    }
}
