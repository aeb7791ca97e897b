package io.fairlead.imu.module;

import io.fairlead.imu.call.HandlerType;
import io.fairlead.imu.call.ImuHandler;
import io.fairlead.imu.call.StateReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The handler class {@code Modules}, which works on several tables at the same time. */
public final class ModulesType implements HandlerType {
    private static final String NAME = "Modules";

    private final Views views;
    private final ResultMemory memory;

    /**
     * @param views the catalogue
     * @param memory counts what all handlers hold
     */
    public ModulesType(Views views, ResultMemory memory) {
        this.views = views;
        this.memory = memory;
    }

    @Override
    public Optional<ImuHandler> create(String name, @Nullable Object create) {
        return name.equals(NAME) ? Optional.of(new ModulesHandler(views, memory)) : Optional.empty();
    }

    @Override
    public Optional<ImuHandler> load(String name, StateReader in) {
        return name.equals(NAME) ? Optional.of(new ModulesHandler(views, memory).restored(in)) : Optional.empty();
    }
}
