package io.fairlead.dispatcher.dispatch;

import io.fairlead.transport.Cidr;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who asks.
 *
 * @param address the client's address: the peer's, or where the peer is inside what Client-Host says
 * @param inside it sees servers that are for inside clients only
 */
public record Caller(InetAddress address, boolean inside) {
    private static final Pattern HOST =
            Pattern.compile("(?:[^()\\s]*\\()?([0-9.]{7,15}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)\\)?");

    /**
     * Finds out who asks.
     *
     * @param peer the connection's other end
     * @param clientHost the field Client-Host, where there is one; believed from inside alone
     * @param external whether NCBI-External asks to be treated like an outside client
     * @param blocks the inside
     */
    static Caller of(InetAddress peer, Optional<String> clientHost, boolean external, List<Cidr> blocks) {
        InetAddress address =
                isInside(peer, blocks) ? clientHost.flatMap(Caller::parse).orElse(peer) : peer;
        return new Caller(address, !external && isInside(address, blocks));
    }

    private static boolean isInside(InetAddress address, List<Cidr> blocks) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    private static Optional<InetAddress> parse(String text) {
        Matcher matcher = HOST.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(matcher.group(1)));
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }
}
