package io.fairlead.transport.netty.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/**
 * Looks at the raw bytes of a request's head before they are parsed, and tells when it is complete. Whatever two
 * readers could understand differently is refused (RFC 9112 sections 2.2, 3 and 5.2): a line that does not end in CR LF, a
 * folded line, a request line that is not three words with one blank between them.
 */
final class RequestHead {
    private static final int MAX_EMPTY_LINES = 4;
    private static final byte CR = '\r';
    private static final byte LF = '\n';
    private static final ByteProcessor PRINTABLE = b -> (b > ' ' && b != 0x7f) || b < 0;

    private final HttpLimits limits;
    private int searched;
    private int lineStart;
    private int headersStart;
    private int lines;
    private int emptyLines;

    RequestHead(HttpLimits limits) {
        this.limits = limits;
    }

    /** Returns true where a head has begun. */
    boolean begun() {
        return searched > 0;
    }

    /** Forgets the head that was complete. */
    void reset() {
        searched = 0;
        lineStart = 0;
        headersStart = 0;
        lines = 0;
        emptyLines = 0;
    }

    /**
     * Looks at what has arrived since the last call. Empty lines before the request line are consumed.
     *
     * @param in begins with the head
     * @return true where the head is complete
     * @throws BadRequestException where it is refused
     */
    boolean complete(ByteBuf in) {
        while (in.isReadable()) {
            int base = in.readerIndex();
            if (searched == 0) {
                first(in.getByte(base));
            }
            int lf = in.indexOf(base + searched, in.writerIndex(), LF);
            if (lf < 0) {
                searched = in.readableBytes();
                limit(searched);
                return false;
            }
            int end = lf - 1;
            int start = base + lineStart;
            if (end < start || in.getByte(end) != CR) {
                throw new BadRequestException(400, "A line of the request ends in LF without CR.");
            }
            if (lines == 0 && end == start) {
                skipEmptyLine(in);
                continue;
            }
            searched = lf + 1 - base;
            lineStart = searched;
            limit(searched);
            if (lines++ == 0) {
                requestLine(in, start, end);
                headersStart = lineStart;
            } else if (end == start) {
                return true;
            } else {
                field(in.getByte(start));
            }
        }
        return false;
    }

    private void skipEmptyLine(ByteBuf in) {
        if (++emptyLines > MAX_EMPTY_LINES) {
            throw new BadRequestException(400, "There are only empty lines where a request should be.");
        }
        in.skipBytes(2);
        searched = 0;
    }

    private static void first(byte b) {
        if (b == 0x16) {
            throw new BadRequestException(400, "This port speaks HTTP without TLS, and a TLS greeting came.");
        }
        if (b != CR && (b <= ' ' || b == 0x7f)) {
            throw new BadRequestException(400, "The request does not begin with a method.");
        }
    }

    private void limit(int bytes) {
        if (lines == 0 && bytes > limits.initialLine()) {
            throw new BadRequestException(414, "The request line is longer than " + limits.initialLine() + " bytes.");
        }
        if (lines > 0 && bytes - headersStart > limits.headerBytes()) {
            throw new BadRequestException(431, "The header fields are longer than " + limits.headerBytes() + " bytes.");
        }
    }

    private void field(byte first) {
        if (first == ' ' || first == '\t') {
            throw new BadRequestException(400, "A header field goes on in the next line, which is obsolete.");
        }
        if (lines - 1 > limits.headers()) {
            throw new BadRequestException(431, "There are more than " + limits.headers() + " header fields.");
        }
    }

    private static void requestLine(ByteBuf in, int start, int end) {
        int method = in.forEachByte(start, end - start, PRINTABLE);
        int target = method < 0 ? -1 : in.forEachByte(method + 1, end - method - 1, PRINTABLE);
        boolean threeWords = target > method + 1
                && in.getByte(method) == ' '
                && in.getByte(target) == ' '
                && in.forEachByte(target + 1, end - target - 1, PRINTABLE) < 0;
        if (!threeWords) {
            throw new BadRequestException(
                    400, "The request line is not a method, a target and a version with one blank between them.");
        }
        version(in, target + 1, end);
    }

    private static void version(ByteBuf in, int start, int end) {
        boolean known = end - start == 8
                && in.getByte(start) == 'H'
                && in.getByte(start + 1) == 'T'
                && in.getByte(start + 2) == 'T'
                && in.getByte(start + 3) == 'P'
                && in.getByte(start + 4) == '/'
                && digit(in.getByte(start + 5))
                && in.getByte(start + 6) == '.'
                && digit(in.getByte(start + 7));
        if (!known) {
            throw new BadRequestException(400, "The request line does not end in a version such as HTTP/1.1.");
        }
        if (in.getByte(start + 5) != '1') {
            throw new BadRequestException(505, "Only HTTP/1.0 and HTTP/1.1 are spoken here.");
        }
    }

    private static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }
}
