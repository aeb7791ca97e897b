package io.fairlead.imu.session;

import io.fairlead.imu.access.Licences;
import io.fairlead.imu.call.HandlerType;
import io.fairlead.imu.call.Id;
import io.fairlead.imu.call.ImuHandler;
import io.fairlead.imu.call.StateReader;
import io.fairlead.imu.call.StateWriter;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.StateRefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The state of a whole server, as one version of the code leaves it to the next: contexts and handlers. */
final class GroupState {
    static final String SCHEMA = "imu.group";
    static final int VERSION = 2;
    /** Knew no log-ins: its contexts have default access, and nobody owns its handlers. */
    private static final int WITHOUT_LOGINS = 1;

    private GroupState() {}

    /** Writes the state; nothing may be at work. Times are kept as what has passed, since clocks differ. */
    static SessionState save(Tables tables, long nowNs) {
        StateWriter out = new StateWriter();
        List<ImuContext> contexts = tables.allContexts();
        out.number(contexts.size());
        for (ImuContext context : contexts) {
            out.id(context.id());
            out.number(nowNs - context.lastUsedNs);
            out.flag(context.login().isPresent());
            context.login().ifPresent(holder -> save(holder, out));
        }
        List<HandlerEntry> handlers = tables.allHandlers();
        out.number(handlers.size());
        for (HandlerEntry entry : handlers) {
            out.id(entry.id());
            out.id(entry.context().id());
            out.number(entry.process().number());
            out.flag(entry.keep);
            out.flag(entry.owned);
            out.number(nowNs - entry.lastUsedNs);
            out.text(entry.name());
            entry.handler().save(out);
        }
        return out.state(SCHEMA, VERSION);
    }

    private static void save(Licences.Holder holder, StateWriter out) {
        out.text(holder.user());
        out.text(holder.group());
        out.text(holder.address());
        out.number(holder.since().toEpochMilli());
    }

    private static Licences.Holder holder(StateReader in) {
        return new Licences.Holder(in.text(), in.text(), in.text(), Instant.ofEpochMilli(in.number()));
    }

    /**
     * Reads the state into empty tables.
     *
     * @throws StateRefusedException where it is of another schema or version, or holds what no type can read
     */
    static void load(SessionState state, Tables tables, List<HandlerType> types, long nowNs) {
        StateReader in = new StateReader(state, SCHEMA, WITHOUT_LOGINS, VERSION);
        int contexts = in.count();
        for (int i = 0; i < contexts; i++) {
            Id id = in.id();
            ImuContext context = new ImuContext(id, nowNs - in.number());
            if (in.version() > WITHOUT_LOGINS && in.flag()) {
                context.login(Optional.of(holder(in)));
            }
            tables.restore(context);
        }
        int handlers = in.count();
        for (int i = 0; i < handlers; i++) {
            restoreHandler(in, tables, types, nowNs);
        }
    }

    private static void restoreHandler(StateReader in, Tables tables, List<HandlerType> types, long nowNs) {
        Id id = in.id();
        Id contextId = in.id();
        ImuContext context = tables.known(contextId)
                .orElseThrow(
                        () -> new StateRefusedException("the state imu.group is damaged: a handler has no context"));
        int process = (int) in.number();
        if (process < 1 || process > 256) {
            throw new StateRefusedException("the state imu.group is damaged: there is no process " + process);
        }
        boolean keep = in.flag();
        boolean owned = in.version() > WITHOUT_LOGINS && in.flag();
        long lastUsedNs = nowNs - in.number();
        String name = in.text();
        ImuHandler handler = types.stream()
                .map(type -> type.load(name, in))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new StateRefusedException(
                        "the state imu.group holds a handler of " + name + ", which this version does not have"));
        HandlerEntry entry = new HandlerEntry(id, name, handler, tables.process(process), context, lastUsedNs);
        entry.keep = keep;
        entry.owned = owned;
        tables.restore(entry);
    }
}
