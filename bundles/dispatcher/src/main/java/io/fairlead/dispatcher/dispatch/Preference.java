package io.fairlead.dispatcher.dispatch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Preference says: {@code host:port NN.NN%}.
 *
 * @param host the preferred server's host
 * @param port its port; 0: any
 * @param percent how much it is preferred; negative: it is taken where it is there
 */
public record Preference(String host, int port, double percent) {
    private static final Pattern TEXT = Pattern.compile(
            "\\[?([A-Za-z0-9._-]+|[0-9A-Fa-f:.]+)\\]?(?::([0-9]{1,5}))?(?:\\s+(-?[0-9]{1,3}(?:\\.[0-9]{1,6})?)%?)?");
    private static final double ALL = 100;

    static Optional<Preference> read(String text) throws BadRequestException {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new BadRequestException("Preference is not host:port and a percentage");
        }
        double percent = matcher.group(3) == null ? ALL : Double.parseDouble(matcher.group(3));
        return Optional.of(new Preference(
                matcher.group(1),
                matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2)),
                Math.min(percent, ALL)));
    }

    boolean means(String serverHost, int serverPort) {
        return host.equalsIgnoreCase(serverHost) && (port == 0 || port == serverPort);
    }
}
