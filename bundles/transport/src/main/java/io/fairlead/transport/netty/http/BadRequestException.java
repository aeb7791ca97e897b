package io.fairlead.transport.netty.http;

/** A request that is refused. Its message is one sentence for the peer. */
final class BadRequestException extends RuntimeException {
    private final int status;

    BadRequestException(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
