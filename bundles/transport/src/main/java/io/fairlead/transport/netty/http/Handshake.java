package io.fairlead.transport.netty.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The opening handshake of a WebSocket (RFC 6455 section 4.2). */
final class Handshake {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private Handshake() {}

    /**
     * Returns the client's key.
     *
     * @throws NotWebSocketException where the request does not ask for a WebSocket of version 13
     */
    static String key(HttpRequest request) {
        HttpHeaders fields = request.headers();
        boolean asked = request.method().name().equals("GET")
                && request.protocolVersion().minorVersion() > 0
                && fields.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)
                && fields.containsValue(HttpHeaderNames.UPGRADE, "websocket", true);
        if (!asked) {
            throw new NotWebSocketException("This path is for WebSockets: the request must be an upgrade to one.");
        }
        if (!"13".equals(fields.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            throw new NotWebSocketException("Only version 13 of WebSockets is spoken here.");
        }
        String key = fields.get(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        if (key == null || !decodesTo16(key)) {
            throw new NotWebSocketException("The Sec-WebSocket-Key is not 16 bytes in Base64.");
        }
        return key;
    }

    /** Returns the server's answer to a key. */
    static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java without SHA-1", e);
        }
    }

    private static boolean decodesTo16(@Nullable String key) {
        try {
            return Base64.getDecoder().decode(key).length == 16;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
