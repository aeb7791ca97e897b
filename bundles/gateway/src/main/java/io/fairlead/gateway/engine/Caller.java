package io.fairlead.gateway.engine;

import io.fairlead.service.ServiceCall;
import io.fairlead.service.Services;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Who waits for a peer's reply. */
sealed interface Caller {
    /** Answers, unless the caller has gone. */
    void answer(Consumer<ServiceCall> answer);

    /** Returns whether the caller has gone. */
    boolean ended();

    /** Calls when the caller has gone. */
    void whenGone(Runnable task);

    /** Returns what a successor needs to answer it. */
    String leave();

    /**
     * A caller of this gateway.
     *
     * @param call its call
     */
    record Present(ServiceCall call) implements Caller {
        @Override
        public void answer(Consumer<ServiceCall> answer) {
            answer.accept(call);
        }

        @Override
        public boolean ended() {
            return call.ended();
        }

        @Override
        public void whenGone(Runnable task) {
            call.whenGone(task);
        }

        @Override
        public String leave() {
            return call.leave();
        }
    }

    /**
     * A caller of the gateway that was here before; its call is taken over only to be answered, so that an abandoned
     * swap leaves it with its first owner.
     *
     * @param left what the first owner gave
     * @param services where calls are taken over
     */
    record Left(String left, Supplier<Optional<Services>> services) implements Caller {
        @Override
        public void answer(Consumer<ServiceCall> answer) {
            services.get().flatMap(each -> each.takeOver(left)).ifPresent(answer);
        }

        @Override
        public boolean ended() {
            return false;
        }

        @Override
        public void whenGone(Runnable task) {
            // Nobody tells it; what is sent to it then is dropped.
        }

        @Override
        public String leave() {
            return left;
        }
    }
}
