package io.fairlead.gateway.tmax;

import io.fairlead.gateway.tmax.Entry.Attribute;
import io.fairlead.gateway.tmax.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The sections of a Tmax environment file that concern a gateway. An entry is a name and {@code KEY = VALUE} pairs with
 * commas between; it ends where no comma follows. Other sections are passed over.
 *
 * @param servers the entries of {@code *SERVER}, in their order
 * @param services the entries of {@code *SERVICE}, in their order
 */
record TmaxFile(List<Entry> servers, List<Entry> services) {
    private static final String SERVER = "SERVER";
    private static final String SERVICE = "SERVICE";
    private static final Set<String> OTHER_SECTIONS =
            Set.of("DOMAIN", "NODE", "SVRGROUP", "GATEWAY", "ROUTING", "RQ", "HMS", "TOPIC", "SUBSCRIPTION");
    private static final Map<String, Set<String>> KEYS = Map.of(
            SERVER,
            Set.of("SVGNAME", "MIN", "MAX", "SVRTYPE", "SCHEDULE", "CPC", "TARGET", "RESTART", "CLOPT"),
            SERVICE,
            Set.of("SVRNAME", "SVCTIME"));
    /** Names that are written where another is meant. */
    private static final Map<String, Map<String, String>> MISSPELT =
            Map.of(SERVER, Map.of("SVNAME", "SVGNAME"), SERVICE, Map.of("SVNAME", "SVRNAME", "SVGNAME", "SVRNAME"));

    TmaxFile {
        servers = List.copyOf(servers);
        services = List.copyOf(services);
    }

    static TmaxFile parse(String text, Slips slips) {
        return new Reading(Tokens.of(text, slips), slips).file();
    }

    private static final class Reading {
        private final Tokens tokens;
        private final Slips slips;
        private final List<Entry> servers = new ArrayList<>();
        private final List<Entry> services = new ArrayList<>();
        private String section = "";

        Reading(Tokens tokens, Slips slips) {
            this.tokens = tokens;
            this.slips = slips;
        }

        TmaxFile file() {
            while (tokens.peek(0).isPresent()) {
                if (tokens.is(0, Kind.SECTION)) {
                    section(tokens.take());
                } else if (KEYS.containsKey(section) && tokens.is(0, Kind.WORD)) {
                    (section.equals(SERVER) ? servers : services).add(entry(tokens.take()));
                } else {
                    passOver(tokens.take());
                }
            }
            return new TmaxFile(servers, services);
        }

        private void section(Token token) {
            section = token.text();
            if (!KEYS.containsKey(section) && !OTHER_SECTIONS.contains(section)) {
                slips.notice(token.line(), "*" + section + " is not known here and is passed over");
            }
        }

        private void passOver(Token token) {
            if (KEYS.containsKey(section)) {
                slips.slip(token.line(), "'" + token.text() + "' at column " + token.column() + " is passed over");
            } else if (section.isEmpty()) {
                slips.notice(token.line(), "'" + token.text() + "' stands before the first section and is passed over");
            }
        }

        private Entry entry(Token name) {
            Map<String, Attribute> attributes = new HashMap<>();
            boolean more = tokens.is(0, Kind.WORD);
            while (more) {
                attribute(attributes);
                more = follows();
            }
            return new Entry(section, name.text(), name.line(), attributes);
        }

        /** Tells whether another attribute of the same entry follows, and takes the comma before it. */
        private boolean follows() {
            if (tokens.is(0, Kind.COMMA)) {
                Token comma = tokens.take();
                if (tokens.is(0, Kind.WORD)) {
                    return true;
                }
                slips.slip(comma.line(), "the comma at column " + comma.column() + " is followed by nothing");
                return false;
            }
            if (tokens.is(0, Kind.WORD) && tokens.is(1, Kind.EQUALS)) {
                Token key = tokens.peek(0).orElseThrow();
                slips.slip(key.line(), "a comma is missing before " + key.text());
                return true;
            }
            return false;
        }

        private void attribute(Map<String, Attribute> attributes) {
            Token word = tokens.take();
            String key = key(word);
            if (tokens.is(0, Kind.EQUALS)) {
                tokens.take();
            } else {
                slips.slip(word.line(), "= is missing behind " + word.text());
            }
            if (!tokens.is(0, Kind.WORD)) {
                slips.slip(word.line(), word.text() + " has no value");
                return;
            }
            Token value = tokens.take();
            if (attributes.put(key, new Attribute(value.text(), value.line())) != null) {
                slips.slip(word.line(), key + " is given twice; the last counts");
            }
        }

        private String key(Token word) {
            String key = word.text().toUpperCase(Locale.ROOT);
            Set<String> known = KEYS.getOrDefault(section, Set.of());
            String meant = MISSPELT.getOrDefault(section, Map.of()).get(key);
            if (meant != null) {
                slips.slip(word.line(), word.text() + " is read as " + meant);
                return meant;
            }
            if (!known.contains(key)) {
                slips.notice(word.line(), word.text() + " has no effect here");
            }
            return key;
        }
    }
}
