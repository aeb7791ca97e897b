package io.fairlead.bridges;

import io.fairlead.service.NamedService;
import io.fairlead.service.Reply;
import io.fairlead.service.Request;
import io.fairlead.service.ServiceCall;
import io.fairlead.service.ServiceException;
import io.fairlead.service.TpErrno;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts what it is asked to a URL; the answer's body is the reply, of a status other than 2xx a failure. */
final class HttpPostService implements NamedService {
    private static final int OK = 200;
    private static final int REDIRECT = 300;

    private final HttpPostSettings settings;
    private final HttpClient client;

    /**
     * @param settings what to do
     * @param client posts; must not follow redirections
     */
    HttpPostService(HttpPostSettings settings, HttpClient client) {
        this.settings = settings;
        this.client = client;
    }

    @Override
    public void serve(ServiceCall call) throws ServiceException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request(call), info -> new LimitedBody(settings.maxReply()));
        call.whenGone(() -> answer.cancel(true));
        try {
            HttpResponse<byte[]> response = answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            Reply reply = Reply.of(response.body());
            if (response.statusCode() >= OK && response.statusCode() < REDIRECT) {
                call.reply(reply);
            } else {
                call.fail(new Reply(reply.data(), reply.properties(), response.statusCode()));
            }
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw late();
        } catch (ExecutionException failed) {
            throw error(failed.getCause() == null ? failed : failed.getCause());
        }
    }

    private HttpRequest request(ServiceCall call) {
        Request asked = call.request();
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.url())
                .timeout(settings.timeout())
                .header("Content-Type", settings.contentType())
                .header("Fairlead-Service", call.name())
                .POST(BodyPublishers.ofByteArray(asked.bytes()));
        asked.clientId().ifPresent(id -> request.header("Fairlead-Client", id.replaceAll("[^\\x21-\\x7e]", "?")));
        settings.headers().forEach(request::setHeader);
        return request.build();
    }

    private ServiceException error(Throwable cause) {
        if (cause instanceof HttpTimeoutException) {
            return late();
        }
        if (cause instanceof LimitedBody.TooLongException) {
            return new ServiceException(
                    TpErrno.TPESVCERR,
                    settings.url() + " answered more than " + settings.maxReply()
                            + " bytes; write a greater max-reply");
        }
        return new ServiceException(
                cause instanceof IOException ? TpErrno.TPENOREADY : TpErrno.TPESVCERR,
                settings.url() + " cannot be reached (" + cause.getClass().getSimpleName() + ")");
    }

    private ServiceException late() {
        return new ServiceException(
                TpErrno.TPESVCERR,
                settings.url() + " did not answer within " + settings.timeout().toMillis() + " ms");
    }
}
