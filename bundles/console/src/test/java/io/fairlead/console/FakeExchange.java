package io.fairlead.console;

import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An exchange that remembers its answer. */
final class FakeExchange {
    int status;
    HttpHeaders headers = new HttpHeaders();
    boolean ended;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final HttpExchange exchange;

    FakeExchange(String method, String path) {
        exchange = (HttpExchange) Proxy.newProxyInstance(
                FakeExchange.class.getClassLoader(), new Class<?>[] {HttpExchange.class}, (proxy, called, args) -> {
                    switch (called.getName()) {
                        case "method":
                            return method;
                        case "path":
                            return path;
                        case "respond":
                            status = (Integer) args[0];
                            headers = (HttpHeaders) args[1];
                            return null;
                        case "write":
                            ByteBuffer bytes = (ByteBuffer) args[0];
                            byte[] copy = new byte[bytes.remaining()];
                            bytes.get(copy);
                            body.writeBytes(copy);
                            return null;
                        case "end":
                            ended = true;
                            return null;
                        default:
                            throw new UnsupportedOperationException(called.getName());
                    }
                });
    }

    HttpExchange exchange() {
        return exchange;
    }

    String body() {
        return body.toString(StandardCharsets.UTF_8);
    }
}
