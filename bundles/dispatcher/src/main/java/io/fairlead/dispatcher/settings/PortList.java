package io.fairlead.dispatcher.settings;

import io.fairlead.platform.settings.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Reads lists of ports such as {@code 5860-5870, 22, 443} or {@code none}. */
final class PortList {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_PORTS = 256;

    private PortList() {}

    static List<Integer> read(SettingsReader in, String key, String otherwise) {
        if (in.text(key).isEmpty()) {
            return parse(List.of(otherwise));
        }
        try {
            return parse(in.list(key));
        } catch (IllegalArgumentException e) {
            in.refuse(
                    key,
                    e.getMessage() + " is no list of at most " + MAX_PORTS + " ports",
                    "write ports and ranges such as 5860-5870, 443, or none");
            return List.of();
        }
    }

    private static List<Integer> parse(List<String> words) {
        TreeSet<Integer> ports = new TreeSet<>();
        for (String word : words) {
            if (!word.equals("none")) {
                String[] ends = word.split("-", 2);
                int first = port(word, ends[0]);
                int last = ends.length == 1 ? first : port(word, ends[1]);
                if (first > last || last - first >= MAX_PORTS) {
                    throw new IllegalArgumentException(word);
                }
                for (int port = first; port <= last; port++) {
                    ports.add(port);
                }
            }
        }
        if (ports.size() > MAX_PORTS) {
            throw new IllegalArgumentException(String.join(",", words));
        }
        return new ArrayList<>(ports);
    }

    private static int port(String word, String digits) {
        if (!digits.strip().matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException(word);
        }
        int port = Integer.parseInt(digits.strip());
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException(word);
        }
        return port;
    }
}
