package io.fairlead.transport.netty.http;

import java.time.Duration;

/**
 * What a peer may ask of an HTTP endpoint.
 *
 * @param initialLine bytes of the request line
 * @param headerBytes bytes of all header fields, line ends included
 * @param headers how many header fields
 * @param headTimeout from the first byte of a request to the end of its header fields
 * @param stallTimeout without a byte of a body that is being received, or of a response that the peer does not take;
 *     zero: never
 * @param droppedBody bytes of a body that nobody asked for that are read after the response, so that the connection can
 *     be used again
 * @param message bytes of a WebSocket message
 */
public record HttpLimits(
        int initialLine,
        int headerBytes,
        int headers,
        Duration headTimeout,
        Duration stallTimeout,
        int droppedBody,
        int message) {
    /** The limits that hold unless an endpoint says otherwise. */
    public static final HttpLimits DEFAULT =
            new HttpLimits(8 << 10, 32 << 10, 100, Duration.ofSeconds(10), Duration.ofSeconds(30), 256 << 10, 1 << 20);

    /** Returns these limits with another time-out of stalled bodies. */
    public HttpLimits withStallTimeout(Duration timeout) {
        return new HttpLimits(initialLine, headerBytes, headers, headTimeout, timeout, droppedBody, message);
    }

    /** Returns these limits with another size of WebSocket messages. */
    public HttpLimits withMessage(int bytes) {
        return new HttpLimits(initialLine, headerBytes, headers, headTimeout, stallTimeout, droppedBody, bytes);
    }
}
