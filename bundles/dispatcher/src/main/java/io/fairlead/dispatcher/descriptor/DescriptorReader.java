package io.fairlead.dispatcher.descriptor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one descriptor. Type and tag letters may be in any case; each tag may stand once. */
public final class DescriptorReader {
    /** The longest text that is read, in characters. */
    public static final int MAX_LENGTH = 4096;

    private static final Pattern COORDINATE = Pattern.compile(
            "(?:\\[([0-9A-Fa-f.]{0,45}:[0-9A-Fa-f:.]{1,45})\\]|((?:[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)(?:\\.[A-Za-z0-9_-]+)*))?"
                    + "(?::([0-9]{1,5}))?");
    private static final Pattern TAG = Pattern.compile("([A-Za-z$])=(.*)");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,12}(\\.[0-9]{0,12})?([eE][+-]?[0-9]{1,2})?");
    private static final Set<String> OLD_WORDS = Set.of("regular", "blast", "regularinter", "blastinter");
    private static final int MAX_PORT = 65_535;

    private final ServerType type;
    private final Set<Character> seen = new TreeSet<>();
    private String host = "";
    private int port = -1;
    private String args = "";
    private boolean blast;
    private double bonus;
    private String contentType = "";
    private String virtualHost = "";
    private Optional<Boolean> local = Optional.empty();
    private boolean hidden;
    private double rate;
    private boolean stateful;
    private boolean secure;
    private long time;
    private boolean crossesZones;

    private DescriptorReader(ServerType type) {
        this.type = type;
    }

    /**
     * Reads a descriptor.
     *
     * @throws DescriptorException where the text is none
     */
    public static Descriptor read(String text) throws DescriptorException {
        if (text.length() > MAX_LENGTH) {
            throw new DescriptorException(
                    "", "a descriptor is longer than " + MAX_LENGTH + " characters", "shorten it");
        }
        Deque<String> words = new ArrayDeque<>(List.of(text.strip().split("\\s+")));
        String first = words.removeFirst();
        Optional<ServerType> type = ServerType.of(first);
        if (type.isEmpty()) {
            throw new DescriptorException(
                    first,
                    "is no type of server",
                    "write one of NCBID STANDALONE HTTP_GET HTTP_POST HTTP FIREWALL DNS");
        }
        return new DescriptorReader(type.get()).read(words);
    }

    private Descriptor read(Deque<String> words) throws DescriptorException {
        coordinate(words);
        arguments(words);
        while (!words.isEmpty()) {
            tag(words.removeFirst());
        }
        return finish();
    }

    private void coordinate(Deque<String> words) throws DescriptorException {
        String word = words.isEmpty() ? "" : words.getFirst();
        Matcher matcher = COORDINATE.matcher(word);
        if (word.isEmpty() || !matcher.matches() || isArgument(words, word)) {
            return;
        }
        words.removeFirst();
        host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2) != null ? matcher.group(2) : "";
        if (OLD_WORDS.contains(host.toLowerCase(Locale.ROOT))) {
            throw new DescriptorException(word, "is the name of an algorithm", "write another host");
        }
        if (matcher.group(3) != null) {
            port = Integer.parseInt(matcher.group(3));
            if (port > MAX_PORT) {
                throw new DescriptorException(word, "has no port from 0 to 65535", "write host:port");
            }
        }
    }

    /** A word that could be a host is the type's own argument where it must be one. */
    private boolean isArgument(Deque<String> words, String word) {
        if (OLD_WORDS.contains(word.toLowerCase(Locale.ROOT))) {
            return true;
        }
        return switch (type) {
            case FIREWALL -> ServerType.of(word).isPresent();
            case HTTP, HTTP_GET, HTTP_POST ->
                word.indexOf(':') < 0
                        && (words.size() == 1
                                || isTag(words.stream().skip(1).findFirst().orElse("")));
            default -> false;
        };
    }

    private void arguments(Deque<String> words) throws DescriptorException {
        String word = words.isEmpty() ? "" : words.getFirst();
        switch (type) {
            case HTTP, HTTP_GET, HTTP_POST -> {
                int fragment = word.indexOf('#');
                args = fragment < 0 ? word : word.substring(0, fragment);
                if (args.isEmpty() || isTag(args)) {
                    throw new DescriptorException(
                            word, "a path is missing before it", "write " + type + " host:port /path");
                }
                words.removeFirst();
                printable(args);
            }
            case NCBID -> {
                if (!word.isEmpty() && !isTag(word)) {
                    words.removeFirst();
                    args = word.equals("''") ? "" : word;
                    printable(args);
                }
            }
            case FIREWALL -> {
                Optional<ServerType> original = ServerType.of(word);
                if (original.isPresent()) {
                    words.removeFirst();
                    args = original.get().name();
                }
            }
            default -> {}
        }
    }

    private static boolean isTag(String word) {
        return TAG.matcher(word).matches() || OLD_WORDS.contains(word.toLowerCase(Locale.ROOT));
    }

    private static void printable(String word) throws DescriptorException {
        if (!word.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new DescriptorException(
                    "", "an argument has a control character or is not ASCII", "encode it as in a URL");
        }
    }

    private void tag(String word) throws DescriptorException {
        if (OLD_WORDS.contains(word.toLowerCase(Locale.ROOT))) {
            once('A', word);
            blast = word.regionMatches(true, 0, "blast", 0, 5);
            crossesZones |= word.regionMatches(true, word.length() - 5, "inter", 0, 5);
            return;
        }
        Matcher matcher = TAG.matcher(word);
        if (!matcher.matches()) {
            throw new DescriptorException(word, "is no tag", "write one of A= B= C= H= L= P= R= S= $= T= X=");
        }
        char letter = Character.toUpperCase(matcher.group(1).charAt(0));
        String value = matcher.group(2);
        once(letter, word);
        switch (letter) {
            case 'A' -> blast = choice(word, value, "B", "R");
            case 'B' -> bonus = number(word, value, 0.005, 0.01, 100);
            case 'C' -> contentType = contentType(word, value);
            case 'H' -> virtualHost = virtualHost(word, value);
            case 'L' -> local = Optional.of(choice(word, value, "yes", "no"));
            case 'P' -> hidden = choice(word, value, "yes", "no");
            case 'R' -> rate = number(word, value, 0.0005, 0.001, 100_000);
            case 'S' -> {
                if (!type.hasState()) {
                    throw new DescriptorException(word, "has no meaning for " + type, "leave it out");
                }
                stateful = choice(word, value, "yes", "no");
            }
            case '$' -> secure = choice(word, value, "yes", "no");
            case 'T' -> time = time(word, value);
            case 'X' -> crossesZones = choice(word, value, "yes", "no");
            default ->
                throw new DescriptorException(word, "is no known tag", "write one of A= B= C= H= L= P= R= S= $= T= X=");
        }
    }

    private void once(char letter, String word) throws DescriptorException {
        if (!seen.add(letter)) {
            throw new DescriptorException(word, "stands twice", "write each tag once");
        }
    }

    private static boolean choice(String word, String value, String yes, String no) throws DescriptorException {
        if (value.equalsIgnoreCase(yes)) {
            return true;
        }
        if (value.equalsIgnoreCase(no)) {
            return false;
        }
        throw new DescriptorException(word, "is neither " + yes + " nor " + no, "write one of them");
    }

    private static double number(String word, String value, double zeroBelow, double least, double most)
            throws DescriptorException {
        if (!NUMBER.matcher(value).matches()) {
            throw new DescriptorException(word, "is not a number", "write one such as 1000 or 0.5");
        }
        double given = Double.parseDouble(value);
        double size = Math.abs(given);
        double bounded = size < zeroBelow ? 0 : Math.min(Math.max(size, least), most);
        return given < 0 && bounded > 0 ? -bounded : bounded;
    }

    private String contentType(String word, String value) throws DescriptorException {
        if (type == ServerType.DNS || !value.matches("[!-.0-~]{1,127}/[!-.0-~]{1,127}")) {
            throw new DescriptorException(word, "is no content type here", "write C=type/subtype, not for DNS");
        }
        return value;
    }

    private static String virtualHost(String word, String value) throws DescriptorException {
        if (value.equals("''")) {
            return "";
        }
        if (!value.matches("[A-Za-z0-9._-]{1,253}(:[0-9]{1,5})?")) {
            throw new DescriptorException(word, "is no name of a host", "write H=name, or H='' for none");
        }
        return value;
    }

    private static long time(String word, String value) throws DescriptorException {
        if (!value.matches("[0-9]{1,12}")) {
            throw new DescriptorException(word, "is not a number of seconds", "write one such as T=30");
        }
        return Long.parseLong(value);
    }

    private Descriptor finish() throws DescriptorException {
        if (!virtualHost.isEmpty() && !type.isHttp() && !secure) {
            throw new DescriptorException(
                    "H=" + virtualHost, "has a meaning for HTTP or with $=yes alone", "leave it out, or add $=yes");
        }
        if (type == ServerType.STANDALONE && port <= 0) {
            throw new DescriptorException("", "STANDALONE needs a port", "write STANDALONE host:port");
        }
        return new Descriptor(
                type,
                host,
                port < 0 ? type.defaultPort(secure) : port,
                args,
                blast,
                bonus,
                contentType,
                virtualHost,
                local,
                hidden,
                rate,
                stateful,
                secure,
                time,
                crossesZones);
    }
}
