package io.fairlead.imu.session;

import io.fairlead.imu.access.Licences;
import io.fairlead.imu.access.LoginLimit;
import io.fairlead.imu.access.LoginRules;
import io.fairlead.imu.access.Passwords;
import io.fairlead.imu.access.User;
import io.fairlead.imu.access.Users;
import io.fairlead.imu.access.UsersFile;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.settings.ImuSettings;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Log-ins of one server: the password is checked, then a licence is taken, then the context has the user's access. A
 * log-in has one place of its own to work at, besides the server pool.
 */
final class Logins implements AutoCloseable {
    private static final int CHECKS_AT_A_TIME = 2;
    private static final int CHECKS_WAITING = 1_000;
    private static final int MOST_PLACES = 16;

    private final Tables tables;
    private final Licences licences;
    private final Counters counters;
    private final UsersFile file;
    private final InstantSource clock;
    private final LoginLimit limit;
    private final Passwords passwords = new Passwords(new SecureRandom());
    private final Work checks;
    private final Work work;
    private volatile LoginRules rules;
    private volatile int maxWaiting;

    Logins(
            String name,
            ImuSettings settings,
            Tables tables,
            Counters counters,
            UsersFile file,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.tables = tables;
        this.licences = tables.licences();
        this.counters = counters;
        this.file = file;
        this.clock = clock;
        this.limit = new LoginLimit(nanoTime);
        this.rules = settings.logins();
        this.maxWaiting = settings.bounds().waiting();
        this.checks = new Work(name + "-login", CHECKS_AT_A_TIME, CHECKS_WAITING);
        this.work = new Work(name + "-user", 1, maxWaiting);
        configure(settings);
    }

    void configure(ImuSettings settings) {
        rules = settings.logins();
        maxWaiting = settings.bounds().waiting();
        licences.configure(settings.serverPool(), rules);
        resize();
    }

    private void resize() {
        int places = Math.max(1, Math.min(MOST_PLACES, licences.logins().size()));
        work.resize(places, maxWaiting);
    }

    /** Returns where the calls of a context that is logged in work: one at a time, beside those of the others. */
    Executor executor(ImuContext context) {
        return task -> context.turns.run(work, task);
    }

    /**
     * Logs a context in. What fails leaves the context as it was.
     *
     * @param done gets what went wrong, or nothing; on another thread
     * @throws ImuException {@code SessionLoginLimit} or {@code SessionBusy}; then {@code done} is not called
     */
    void login(ImuContext context, LoginRequest request, InetAddress from, Consumer<Optional<RuntimeException>> done) {
        LoginRules now = rules;
        String address = from.getHostAddress();
        if (!limit.allows(request.user(), address, now.failures(), now.window())) {
            counters.loginsFailed.increment();
            throw new ImuException(
                    "SessionLoginLimit",
                    ImuException.LATER,
                    "too many wrong passwords from this address; try again later",
                    ImuException.cut(request.user()),
                    now.window().toSeconds());
        }
        context.turns.run(checks, () -> {
            Optional<RuntimeException> mistake = Optional.empty();
            try {
                check(context, request, from, now);
            } catch (RuntimeException refused) {
                mistake = Optional.of(refused);
            }
            done.accept(mistake);
        });
    }

    private void check(ImuContext context, LoginRequest request, InetAddress from, LoginRules now) {
        Users users = file.current(now.users());
        String address = from.getHostAddress();
        if (users.isEmpty()) {
            throw new ImuException(
                    "SessionLoginNotAllowed",
                    ImuException.CODE,
                    "nobody can log in to this server: it has no users",
                    ImuException.cut(request.user()));
        }
        Optional<User> user = users.find(request.user());
        boolean right = request.password().isPresent()
                ? passwords.matches(request.password().get(), user)
                : user.isPresent() && now.trusts(from);
        Optional<String> group = user.map(
                        known -> request.group().orElse(known.groups().get(0)))
                .filter(wanted -> user.get().groups().contains(wanted));
        if (!right || group.isEmpty()) {
            limit.failed(request.user(), address, now.window());
            counters.loginsFailed.increment();
            throw LoginRequest.failed(request.user());
        }
        limit.succeeded(request.user(), address);
        take(context, new Licences.Holder(request.user(), group.get(), address, clock.instant()));
    }

    private void take(ImuContext context, Licences.Holder holder) {
        try {
            licences.take(context.id(), holder);
        } catch (ImuException refused) {
            counters.licencesRefused.increment();
            throw refused;
        }
        if (!tables.login(context, holder)) {
            throw new ImuException("SessionEnding", ImuException.LATER, "the client has gone");
        }
        counters.logins.increment();
        resize();
    }

    /** Logs a context out; nothing happens where nobody is logged in. */
    void logout(ImuContext context) {
        tables.logout(context);
        resize();
    }

    /** Logs out who is no longer a user, or no longer in the group; reads a file, so it may block. */
    void revoke() {
        Map<ImuContext, Licences.Holder> loggedIn = tables.loggedIn();
        if (!loggedIn.isEmpty()) {
            Users users = file.current(rules.users());
            loggedIn.forEach((context, holder) -> {
                boolean known = users.find(holder.user())
                        .filter(user -> user.groups().contains(holder.group()))
                        .isPresent();
                if (!known) {
                    tables.logout(context);
                }
            });
        }
        resize();
    }

    @Override
    public void close() {
        checks.close();
        work.close();
    }
}
