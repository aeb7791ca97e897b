package io.fairlead.transport.netty.http;

/** A request was to be upgraded that does not ask for a WebSocket, or not rightly. */
final class NotWebSocketException extends IllegalStateException {
    NotWebSocketException(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
