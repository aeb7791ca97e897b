package io.fairlead.bridges;

import io.fairlead.service.NamedService;
import io.fairlead.service.Reply;
import io.fairlead.service.Request;
import io.fairlead.service.ServiceCall;
import io.fairlead.service.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** One call of a service, and how it ended. */
final class OneCall implements ServiceCall {
    private final Request request;
    private final CompletableFuture<String> outcome = new CompletableFuture<>();

    private OneCall(Request request) {
        this.request = request;
    }

    /** Returns the reply's text; {@code TPESVCFAIL number text} of a failure, or the error's sentence. */
    static String of(NamedService service, Request request) throws InterruptedException {
        OneCall call = new OneCall(request);
        try {
            service.serve(call);
        } catch (ServiceException e) {
            return String.valueOf(e.getMessage());
        }
        return call.outcome.join();
    }

    static Request asking(String text) {
        return Request.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String name() {
        return "TRY";
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public void reply(Reply reply) {
        outcome.complete(text(reply));
    }

    @Override
    public void fail(Reply reply) {
        outcome.complete("TPESVCFAIL " + reply.userCode() + " " + text(reply));
    }

    @Override
    public void fail(ServiceException error) {
        outcome.complete(String.valueOf(error.getMessage()));
    }

    @Override
    public void forward(String name, Request forwarded) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void giveBack() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String leave() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean ended() {
        return outcome.isDone();
    }

    @Override
    public void whenGone(Runnable task) {}

    private static String text(Reply reply) {
        return new String(reply.bytes(), StandardCharsets.UTF_8);
    }
}
