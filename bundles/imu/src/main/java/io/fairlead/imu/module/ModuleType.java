package io.fairlead.imu.module;

import io.fairlead.imu.call.Access;
import io.fairlead.imu.call.HandlerType;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.call.ImuHandler;
import io.fairlead.imu.call.Params;
import io.fairlead.imu.call.StateReader;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The handler class {@code Module}; what it is made with is the module's name. */
public final class ModuleType implements HandlerType {
    private static final String NAME = "Module";

    private final Views views;
    private final ResultMemory memory;
    private final Stamps stamps;

    /**
     * @param views the catalogue
     * @param memory counts what all handlers hold
     * @param clock tells when records are changed, in its zone
     */
    public ModuleType(Views views, ResultMemory memory, Clock clock) {
        this.stamps = new Stamps(clock);
        this.views = views;
        this.memory = memory;
    }

    @Override
    public Optional<ImuHandler> create(String name, @Nullable Object create) {
        if (!name.equals(NAME)) {
            return Optional.empty();
        }
        if (!(create instanceof String table)) {
            throw new ImuException(
                    "HandlerCreate",
                    ImuException.CODE,
                    "a Module is created with the name of its table, not with " + Params.kind(create),
                    NAME,
                    Params.kind(create));
        }
        return Optional.of(of(table));
    }

    /**
     * Makes a handler of one table.
     *
     * @throws io.fairlead.catalogue.CatalogueException of kind {@code UNKNOWN_MODULE}
     */
    public ImuHandler of(String table) {
        views.of(Access.DEFAULT).module(table);
        return new ModuleHandler(table, views, memory, stamps);
    }

    /** Reads a handler that one of {@link #of} wrote. */
    public ImuHandler restored(StateReader in) {
        return new ModuleHandler(in.text(), views, memory, stamps).restored(in);
    }

    @Override
    public Optional<ImuHandler> load(String name, StateReader in) {
        return name.equals(NAME) ? Optional.of(restored(in)) : Optional.empty();
    }
}
