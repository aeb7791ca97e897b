package io.fairlead.imu.settings;

import io.fairlead.imu.access.LoginRules;
import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.transport.Cidr;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what the settings say of log-ins and licences. */
final class LoginSettings {
    private static final int MOST = 1_000_000;

    private LoginSettings() {}

    /** @param serverPool the slots that are held from start to stop */
    static LoginRules read(SettingsReader in, Path home, int serverPool) {
        LoginRules otherwise = LoginRules.DEFAULT;
        Duration window = in.duration("login-block", otherwise.window());
        if (window.isZero()) {
            in.refuse("login-block", "must be above zero", "write a length of time, such as 1m");
            window = otherwise.window();
        }
        return new LoginRules(
                in.value(
                        "users",
                        home.resolve(otherwise.users()),
                        text -> home.resolve(text).normalize(),
                        "is not a path",
                        "write the path of a file, relative to the instance or absolute"),
                addresses(in),
                total(in, serverPool),
                in.integer("max-logins-per-user", otherwise.loginsPerUser(), 1, MOST),
                in.integer("max-logins-per-address", otherwise.loginsPerAddress(), 1, MOST),
                in.integer("login-failures", otherwise.failures(), 1, MOST),
                window);
    }

    private static List<Cidr> addresses(SettingsReader in) {
        List<Cidr> blocks = new ArrayList<>();
        for (String text : in.list("null-password")) {
            try {
                blocks.add(Cidr.parse(text));
            } catch (IllegalArgumentException none) {
                in.refuse(
                        "null-password",
                        text + " is no block of addresses",
                        "write the addresses that are trusted, such as 127.0.0.1 or 10.1.2.0/24");
            }
        }
        return blocks;
    }

    private static Optional<Integer> total(SettingsReader in, int serverPool) {
        Optional<Integer> total =
                in.text("licence-total").map(text -> in.integer("licence-total", serverPool, 1, MOST));
        if (total.isPresent() && total.get() < serverPool) {
            in.refuse(
                    "licence-total",
                    "is less than the " + serverPool + " that server-pool holds from the start",
                    "raise it, or lower server-pool");
        }
        return total;
    }
}
