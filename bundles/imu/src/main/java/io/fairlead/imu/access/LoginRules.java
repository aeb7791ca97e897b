package io.fairlead.imu.access;

import io.fairlead.transport.Cidr;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the settings say of log-ins.
 *
 * @param users {@code users}: the file of users
 * @param nullPasswordFrom {@code null-password}: the addresses from which a user may log in without a password
 * @param licenceTotal {@code licence-total}: licence slots in all, the server pool's included; nothing: no bound
 * @param loginsPerUser {@code max-logins-per-user}
 * @param loginsPerAddress {@code max-logins-per-address}
 * @param failures {@code login-failures}: wrong passwords of a user from an address, before it is refused unseen
 * @param window {@code login-block}: the time in which they count, and for which it is refused
 */
public record LoginRules(
        Path users,
        List<Cidr> nullPasswordFrom,
        Optional<Integer> licenceTotal,
        int loginsPerUser,
        int loginsPerAddress,
        int failures,
        Duration window) {
    /** What holds unless settings say otherwise. */
    public static final LoginRules DEFAULT = new LoginRules(
            Path.of("etc/imu.users"), List.of(), Optional.empty(), 1_000, 1_000, 5, Duration.ofMinutes(1));

    public LoginRules {
        nullPasswordFrom = List.copyOf(nullPasswordFrom);
    }

    /** Returns whether a client at an address may log in without a password. */
    public boolean trusts(InetAddress address) {
        return nullPasswordFrom.stream().anyMatch(block -> block.contains(address));
    }
}
