package io.fairlead.imu.service;

import io.fairlead.imu.api.ServiceCall;
import io.fairlead.imu.api.ServiceException;
import io.fairlead.imu.api.ServiceHandler;
import io.fairlead.imu.call.HandlerCall;
import io.fairlead.imu.call.HandlerType;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.call.ImuHandler;
import io.fairlead.imu.call.StateReader;
import io.fairlead.imu.call.StateWriter;
import io.fairlead.imu.stream.ReplyWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The handler classes {@code Service::…}: each call goes to whoever answers to the name then. */
public final class ServiceType implements HandlerType {
    private static final String PREFIX = "Service::";

    private final Services services;

    /** @param services who is there */
    public ServiceType(Services services) {
        this.services = services;
    }

    @Override
    public Optional<ImuHandler> create(String name, @Nullable Object create) {
        return name.startsWith(PREFIX) && services.find(name).isPresent()
                ? Optional.of(new Handler(name, ServiceValues.toService(create)))
                : Optional.empty();
    }

    @Override
    public Optional<ImuHandler> load(String name, StateReader in) {
        return name.startsWith(PREFIX) ? Optional.of(new Handler(name, null)) : Optional.empty();
    }

    private final class Handler implements ImuHandler {
        private final String name;
        private final @Nullable Object create;

        Handler(String name, @Nullable Object create) {
            this.name = name;
            this.create = create;
        }

        @Override
        public void call(HandlerCall call, ReplyWriter out) {
            ServiceHandler service = services.find(name)
                    .orElseThrow(() -> new ImuException(
                            "HandlerUnavailable", ImuException.LATER, name + " is away; ask again later", name));
            try {
                Object answer = service.call(new ServiceCall(
                        name,
                        call.method(),
                        ServiceValues.toService(call.params()),
                        create,
                        call.language(),
                        call.user(),
                        call.limits().timeLimit()));
                out.any(ServiceValues.fromService(answer));
            } catch (ServiceException refused) {
                throw new ImuException(
                        refused.id(), refused.code(), "refused", refused.args().toArray());
            }
        }

        @Override
        public void save(StateWriter out) {
            // The name is all there is, and the server keeps it.
        }

        @Override
        public String describe() {
            return name;
        }
    }
}
