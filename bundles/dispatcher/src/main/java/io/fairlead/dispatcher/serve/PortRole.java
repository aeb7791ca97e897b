package io.fairlead.dispatcher.serve;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a port of the firewall daemon is for; the port's number is part of its role's name. */
public enum PortRole {
    /** For clients in firewall mode. */
    FIREWALL,
    /** For outside clients that do not know of the firewall. */
    RELAY,
    /** For firewall clients that could not reach an official one. */
    FALLBACK;

    private static final Pattern NAMED = Pattern.compile("/(?:firewall|relay|fallback)\\.([0-9]{1,5})\\b");

    /** Returns the endpoint's role of a port. */
    public String of(int port) {
        return name().toLowerCase(Locale.ROOT) + "." + port;
    }

    /** Returns the port whose role a sentence of the transport names; nothing where it names none. */
    public static OptionalInt portIn(String sentence) {
        Matcher matcher = NAMED.matcher(sentence);
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    /** Returns whether an endpoint's role is of this kind. */
    public boolean is(String role) {
        return role.startsWith(name().toLowerCase(Locale.ROOT) + ".");
    }
}
