package io.fairlead.imu.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a connection's client sends requests before it has read the last reply, and how long to wait then. The Node
 * client is the one that does, and it cannot read two replies that arrive together: it needs time for each, the more the
 * longer the reply is. Once it was seen, every reply of the connection is followed by a pause.
 */
final class Overlap {
    /** What the slowest client that pipelines needs to read a byte, doubled. */
    private static final long NANOS_A_BYTE = 200;

    private boolean seen;
    private boolean contextTold;
    private long lastBytes;

    /** A request was there before the last one was answered. */
    void seen() {
        seen = true;
    }

    boolean wasSeen() {
        return seen;
    }

    /** A reply goes out. */
    void replied(long bytes, boolean withContext) {
        lastBytes = bytes;
        contextTold |= withContext;
    }

    /**
     * Returns whether a request was written before its client had read a reply, though it arrived after it went out: the
     * reply told a context, which this client sends back from then on.
     *
     * @param nodeStyle whether the bytes begin as the Node client writes them
     */
    boolean isLate(boolean nodeStyle, Map<String, @Nullable Object> request) {
        boolean late = nodeStyle && contextTold && request.get("context") == null;
        seen |= late;
        return late;
    }

    /** Returns how long to wait after the last reply. */
    Duration pause(Duration base) {
        return base.plusNanos(lastBytes * NANOS_A_BYTE);
    }

    /** Returns whether a request begins with a brace, CR LF and a quote, without an indent. */
    static boolean isNodeStyle(ByteBuffer bytes) {
        int at = bytes.position();
        while (at < bytes.limit() && bytes.get(at) <= ' ' && bytes.get(at) > 0) {
            at++;
        }
        return bytes.limit() - at > 3
                && bytes.get(at) == '{'
                && bytes.get(at + 1) == '\r'
                && bytes.get(at + 2) == '\n'
                && bytes.get(at + 3) == '"';
    }
}
