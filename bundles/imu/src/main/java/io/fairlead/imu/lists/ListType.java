package io.fairlead.imu.lists;

import io.fairlead.imu.call.HandlerCall;
import io.fairlead.imu.call.HandlerType;
import io.fairlead.imu.call.ImuHandler;
import io.fairlead.imu.call.StateReader;
import io.fairlead.imu.call.StateWriter;
import io.fairlead.imu.module.ModuleType;
import io.fairlead.imu.module.Views;
import io.fairlead.imu.stream.ReplyWriter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The handler classes {@code Module::Luts}, {@code Module::Registry} and {@code Module::Statistics}: each is a
 * {@code Module} of one table and has methods of its own. What they are created with does not matter.
 */
public final class ListType implements HandlerType {
    private final ModuleType modules;
    private final Map<String, ListClass> classes;

    /**
     * @param modules makes the modules that they are
     * @param views the catalogue
     */
    public ListType(ModuleType modules, Views views) {
        this.modules = modules;
        this.classes = Map.of(
                "Module::Luts", new Luts(views),
                "Module::Registry", new Registry(views),
                "Module::Statistics", new Statistics(views));
    }

    @Override
    public Optional<ImuHandler> create(String name, @Nullable Object create) {
        return Optional.ofNullable(classes.get(name)).map(own -> new Handler(own, modules.of(own.table())));
    }

    @Override
    public Optional<ImuHandler> load(String name, StateReader in) {
        return Optional.ofNullable(classes.get(name)).map(own -> new Handler(own, modules.restored(in)));
    }

    /** A module with some methods more. */
    private record Handler(ListClass own, ImuHandler module) implements ImuHandler {
        @Override
        public void call(HandlerCall call, ReplyWriter out) {
            if (own.answers(call.method())) {
                own.call(call, out);
            } else {
                module.call(call, out);
            }
        }

        @Override
        public void save(StateWriter out) {
            module.save(out);
        }

        @Override
        public String describe() {
            return module.describe();
        }

        @Override
        public void destroyed() {
            module.destroyed();
        }
    }
}
