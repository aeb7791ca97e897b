package io.fairlead.dispatcher.dispatch;

import java.util.List;

/**
 * What NCBI-Firewall-Ports says.
 *
 * @param kind which ports the client can reach
 * @param ports for a list, those in it
 */
public record FirewallPorts(Kind kind, List<Integer> ports) {
    /** Which ports the client can reach. */
    public enum Kind {
        /** The field is absent: official ones first, then fallback ones. */
        ADAPTIVE,
        /** {@code 0}: official ones alone. */
        OFFICIAL,
        /** Those in the list alone. */
        LISTED
    }

    /** The field is absent. */
    static final FirewallPorts ABSENT = new FirewallPorts(Kind.ADAPTIVE, List.of());

    private static final int MAX_LISTED = 8192;
    private static final int MAX_WORDS = 256;

    public FirewallPorts {
        ports = List.copyOf(ports);
    }

    static FirewallPorts read(String text) throws BadRequestException {
        String[] words = text.strip().split("[\\s,]+", -1);
        if (words.length == 1 && words[0].equals("0")) {
            return new FirewallPorts(Kind.OFFICIAL, List.of());
        }
        if (words.length > MAX_WORDS) {
            throw new BadRequestException("NCBI-Firewall-Ports lists more than " + MAX_WORDS + " ports");
        }
        List<Integer> ports = new java.util.ArrayList<>();
        for (String word : words) {
            int port = word.matches("[0-9]{1,4}") ? Integer.parseInt(word) : -1;
            if (port < 1 || port > MAX_LISTED) {
                throw new BadRequestException("NCBI-Firewall-Ports: " + word + " is no port from 1 to " + MAX_LISTED);
            }
            ports.add(port);
        }
        return new FirewallPorts(Kind.LISTED, ports);
    }
}
