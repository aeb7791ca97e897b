package io.fairlead.dispatcher.descriptor;

import java.util.Locale;
import java.util.Optional;

/** What kind of server a descriptor is of. */
public enum ServerType {
    /** A program that NCBID starts. */
    NCBID,
    /** A server that is talked to directly, over TCP. */
    STANDALONE,
    /** An HTTP server that takes GET alone. */
    HTTP_GET,
    /** An HTTP server that takes POST alone. */
    HTTP_POST,
    /** An HTTP server that takes both. */
    HTTP,
    /** A server behind the firewall daemon; the argument is what it really is. */
    FIREWALL,
    /** A name for addresses. */
    DNS;

    private static final int NO_PORT = 0;

    /** Returns the type of that name, in any case. */
    public static Optional<ServerType> of(String word) {
        try {
            return Optional.of(valueOf(word.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /** Returns whether it is one of the three kinds of HTTP server. */
    public boolean isHttp() {
        return this == HTTP || this == HTTP_GET || this == HTTP_POST;
    }

    /** Returns whether a descriptor of this type may carry {@code S=}. */
    boolean hasState() {
        return !isHttp() && this != DNS;
    }

    /** Returns the port that is meant where none is written; 0 where there is none. */
    int defaultPort(boolean secure) {
        if (this != NCBID && !isHttp()) {
            return NO_PORT;
        }
        return secure ? 443 : 80;
    }
}
