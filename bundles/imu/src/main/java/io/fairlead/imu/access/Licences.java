package io.fairlead.imu.access;

import io.fairlead.imu.call.Id;
import io.fairlead.imu.call.ImuException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The licence slots of one server (the IMu API's FAQ, "How does IMu use Texpress licences?"): those of the server pool
 * from start to stop, and one for each log-in from its request until it is given back.
 */
public final class Licences {
    /** The reply's code where there is no licence: clients tell it from other errors. */
    public static final int CODE = 403;

    private final Map<Id, Holder> logins = new LinkedHashMap<>();
    private int pool;
    private LoginRules rules = LoginRules.DEFAULT;

    /**
     * Who holds a slot.
     *
     * @param user who is logged in, or is about to be
     * @param group as a member of which
     * @param address the client's
     * @param since when the log-in was asked for
     */
    public record Holder(String user, String group, String address, Instant since) {}

    /** Takes new settings; who holds a slot keeps it. */
    public synchronized void configure(int serverPool, LoginRules changed) {
        pool = serverPool;
        rules = changed;
    }

    /**
     * Takes a slot for a log-in; one that the context holds already serves again.
     *
     * @return whether it is another than the context held before
     * @throws ImuException {@code SessionLicence}, code 403
     */
    public synchronized boolean take(Id context, Holder holder) {
        if (logins.containsKey(context)) {
            return false;
        }
        Optional<Integer> total = rules.licenceTotal();
        if (total.isPresent() && pool + logins.size() >= total.get()) {
            throw refused("no licences");
        }
        if (count(holder.user(), Holder::user) >= rules.loginsPerUser()) {
            throw refused("max-logins-per-user");
        }
        if (count(holder.address(), Holder::address) >= rules.loginsPerAddress()) {
            throw refused("max-logins-per-address");
        }
        logins.put(context, holder);
        return true;
    }

    private long count(String wanted, java.util.function.Function<Holder, String> of) {
        return logins.values().stream()
                .filter(holder -> of.apply(holder).equals(wanted))
                .count();
    }

    private static ImuException refused(String reason) {
        return new ImuException("SessionLicence", CODE, "there is no licence for another log-in: " + reason, reason);
    }

    /** Tells who holds a context's slot now. */
    public synchronized void hold(Id context, Holder holder) {
        logins.put(context, holder);
    }

    /** Gives a context's slot back, where it holds one. */
    public synchronized void release(Id context) {
        logins.remove(context);
    }

    /** Returns how many slots are held in all. */
    public synchronized int held() {
        return pool + logins.size();
    }

    /** Returns how many slots there are; nothing where there is no bound. */
    public synchronized Optional<Integer> total() {
        return rules.licenceTotal();
    }

    /** Returns the contexts that hold a slot, in the order in which they took it. */
    public synchronized Map<Id, Holder> logins() {
        return new LinkedHashMap<>(logins);
    }
}
