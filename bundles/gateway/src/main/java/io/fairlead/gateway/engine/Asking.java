package io.fairlead.gateway.engine;

import io.fairlead.gateway.api.Classifier;
import io.fairlead.gateway.api.Failure;
import io.fairlead.gateway.api.FrameException;
import io.fairlead.gateway.settings.GatewaySettings;
import io.fairlead.service.CallFlag;
import io.fairlead.service.Reply;
import io.fairlead.service.Request;
import io.fairlead.service.ServiceException;
import io.fairlead.service.Services;
import io.fairlead.service.TpErrno;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks a service what a peer wants, and sends the peer the answer, if the connection of that generation is still there.
 *
 * @param gateway whose peer it is
 * @param slot where the peer is connected
 * @param generation of the peer's connection
 * @param client the peer's ID
 * @param whenDone told on any thread, with false where the connection must be closed
 */
record Asking(Gateway gateway, Slot slot, long generation, Optional<String> client, Consumer<Boolean> whenDone) {
    /** Asks, when the service is not suspended and the handler has a place (CPC). */
    void ask(PeerRequest request) {
        gateway.gates()
                .pass(
                        request.service(),
                        () -> slot.handler.requests.enter(
                                () -> call(request), gateway.settings().sizes().cpc()));
    }

    private void call(PeerRequest request) {
        gateway.figures().service(request.service()).began();
        client.ifPresent(id -> gateway.figures().client(id).began());
        Optional<Services> services = gateway.services();
        if (services.isEmpty()) {
            done(request, null, new ServiceException(TpErrno.TPENOENT, "services cannot be called now"));
            return;
        }
        services.get()
                .callAsync(request.service(), serviceRequest(request))
                .reply()
                .whenComplete((reply, error) -> done(request, reply, error));
    }

    private Request serviceRequest(PeerRequest request) {
        GatewaySettings settings = gateway.settings();
        Map<String, String> properties = Map.of();
        if (client.isPresent() || settings.policies().charset().isPresent()) {
            properties = new HashMap<>();
            client.ifPresent(new Property(properties, Request.CLIENT_ID));
            settings.policies().charset().ifPresent(new Property(properties, Request.CHARSET));
        }
        return new Request(
                request.message(),
                properties,
                request.wantsReply() ? Set.of() : Set.of(CallFlag.TPNOREPLY),
                Optional.of(settings.clocks().block()),
                Optional.of(settings.clocks().service()));
    }

    private void done(PeerRequest request, @Nullable Reply reply, @Nullable Throwable error) {
        slot.handler.requests.leave();
        long tookNs = gateway.nanoTime() - request.sinceNs();
        gateway.figures().service(request.service()).ended(error == null, tookNs);
        client.ifPresent(id -> gateway.figures().client(id).ended(error == null, tookNs));
        boolean answered = true;
        try {
            if (error != null) {
                answered = fail(request, unwrapped(request, error));
            } else if (reply != null && request.wantsReply()) {
                ByteBuffer data = reply.data();
                send(gateway.settings()
                        .classifier()
                        .map(classifier -> classifier.reply(request.message(), data))
                        .orElse(data));
            }
        } catch (FrameException impossible) {
            gateway.badReply(request.service(), impossible);
            answered = false;
        }
        whenDone.accept(answered);
        gateway.oneEnded();
    }

    private boolean fail(PeerRequest request, ServiceException error) throws FrameException {
        gateway.figures().error(error.error().name());
        if (!request.wantsReply()) {
            return true;
        }
        Failure failure = new Failure(
                error.error().number(), error.error().name(), request.service(), String.valueOf(error.getMessage()));
        Optional<ByteBuffer> configured =
                gateway.settings().classifier().flatMap(each -> reply(each, request, failure));
        if (configured.isPresent()) {
            send(configured.get());
            return true;
        }
        return switch (gateway.settings().policies().onFailure()) {
            case CLOSE -> false;
            case SILENCE -> true;
            case TEXT -> {
                send(ByteBuffer.wrap(failure.message().getBytes(StandardCharsets.UTF_8)));
                yield true;
            }
            case DATA -> {
                if (error.reply().isPresent()) {
                    send(error.reply().get().data());
                }
                yield error.reply().isPresent();
            }
        };
    }

    private static Optional<ByteBuffer> reply(Classifier classifier, PeerRequest request, Failure failure) {
        return classifier.errorReply(request.message(), failure);
    }

    private void send(ByteBuffer message) throws FrameException {
        if (!slot.send(generation, message)) {
            gateway.figures().staleReplies.increment();
        }
    }

    private static ServiceException unwrapped(PeerRequest request, Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof ServiceException known
                ? known
                : new ServiceException(TpErrno.TPESYSTEM, request.service() + " ended with " + cause);
    }

    private record Property(Map<String, String> properties, String name) implements Consumer<String> {
        @Override
        public void accept(String value) {
            properties.put(name, value);
        }
    }
}
