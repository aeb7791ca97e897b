package io.fairlead.bridges;

import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.service.PendingCall;
import io.fairlead.service.Reply;
import io.fairlead.service.Request;
import io.fairlead.service.ServiceException;
import io.fairlead.service.Services;
import io.fairlead.service.TpErrno;
import io.fairlead.transport.HttpBody;
import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request that becomes a call. Its query may have {@code clientId}, which client of a gateway is meant, and
 * {@code timeout}, the call's BLOCKTIME, such as {@code 5s}.
 */
final class HttpCall implements HttpBody {
    private static final Pattern CHARSET = Pattern.compile("(?i).*;\\s*charset=\"?([\\w.:-]{1,40})\"?.*");
    private static final int TOO_LONG = 413;

    private final HttpExchange exchange;
    private final Services services;
    private final String name;
    private final int maxRequest;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean answered;

    /** @param maxRequest bytes of the longest request */
    HttpCall(HttpExchange exchange, Services services, String name, int maxRequest) {
        this.exchange = exchange;
        this.services = services;
        this.name = name;
        this.maxRequest = maxRequest;
    }

    /** Takes the body, then calls. */
    void begin() {
        exchange.receive(this);
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        if (answered) {
            return;
        }
        if (body.size() + bytes.remaining() > maxRequest) {
            answered = true;
            Answers.text(
                    exchange,
                    TOO_LONG,
                    new HttpHeaders(),
                    "The request is longer than " + maxRequest + " bytes (max-request of " + ServicesRouteConfig.PID
                            + ").\n");
            return;
        }
        byte[] piece = new byte[bytes.remaining()];
        bytes.get(piece);
        body.writeBytes(piece);
    }

    @Override
    public void onEnd() {
        if (answered) {
            return;
        }
        answered = true;
        SettingsReader query = new SettingsReader(query());
        Request request = request(query);
        if (!query.problems().isEmpty()) {
            Answers.text(
                    exchange, 400, new HttpHeaders(), query.problems().get(0).sentence() + "\n");
            return;
        }
        PendingCall call = services.callAsync(name, request);
        exchange.whenAborted(call::cancel);
        call.reply().whenComplete((reply, error) -> exchange.executor().execute(() -> answer(reply, error)));
    }

    private Request request(SettingsReader query) {
        Request request = Request.of(body.toByteArray());
        Matcher charset =
                CHARSET.matcher(exchange.headers().first("Content-Type").orElse(""));
        if (charset.matches()) {
            request = request.with(Request.CHARSET, charset.group(1));
        }
        if (query.text("clientId").isPresent()) {
            request = request.withClientId(query.text("clientId").get());
        }
        return query.text("timeout").isPresent()
                ? request.withBlockTime(query.duration("timeout", Duration.ofSeconds(30)))
                : request;
    }

    private Map<String, String> query() {
        Map<String, String> query = new HashMap<>();
        for (String pair : exchange.query().orElse("").split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    private void answer(@Nullable Reply reply, @Nullable Throwable error) {
        if (reply != null) {
            Answers.bytes(exchange, 200, new HttpHeaders(), reply.data());
            return;
        }
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        Answers.error(
                exchange,
                cause instanceof ServiceException known
                        ? known
                        : new ServiceException(TpErrno.TPESYSTEM, name + " could not be called"));
    }
}
