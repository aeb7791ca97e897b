package io.fairlead.imu.call;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A class of handlers, such as {@code Module}: makes them, and reads them back from the state of older code. */
public interface HandlerType {
    /**
     * Makes a handler. Must not block.
     *
     * @param name the class that the client named
     * @param create what it is made with; null where there is nothing
     * @return the handler; nothing where this type does not answer to the name
     * @throws ImuException where it cannot be made so
     */
    Optional<ImuHandler> create(String name, @Nullable Object create);

    /**
     * Reads a handler of that name that {@link ImuHandler#save} wrote.
     *
     * @return the handler; nothing where this type does not answer to the name
     */
    Optional<ImuHandler> load(String name, StateReader in);
}
