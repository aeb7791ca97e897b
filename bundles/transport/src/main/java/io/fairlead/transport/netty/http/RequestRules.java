package io.fairlead.transport.netty.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Iterator;

/** What a request's head must say beside being well formed (RFC 9110 sections 7.2 and 10.1.1, RFC 9112 section 6.1). */
final class RequestRules {
    private RequestRules() {}

    /**
     * Checks a head.
     *
     * @return whether the client waits for word before it sends the body
     * @throws BadRequestException where the request is refused
     */
    static boolean check(HttpRequest request, HttpHeaders fields, boolean http11) {
        if (request.method().name().equals("CONNECT")) {
            throw new BadRequestException(501, "No tunnels are made here.");
        }
        String coding = fields.get(HttpHeaderNames.TRANSFER_ENCODING);
        if (coding != null
                && (!coding.equalsIgnoreCase("chunked")
                        || fields.getAll(HttpHeaderNames.TRANSFER_ENCODING).size() > 1)) {
            throw new BadRequestException(501, "Of the transfer codings only chunked is understood here.");
        }
        Iterator<? extends CharSequence> hosts = fields.valueCharSequenceIterator(HttpHeaderNames.HOST);
        if (http11 && !hosts.hasNext()) {
            throw new BadRequestException(400, "HTTP/1.1 wants a Host field, and there is none.");
        }
        if (hosts.hasNext()) {
            hosts.next();
            if (hosts.hasNext()) {
                throw new BadRequestException(400, "There is more than one Host field.");
            }
        }
        String expectation = http11 ? fields.get(HttpHeaderNames.EXPECT) : null;
        if (expectation != null && !expectation.equalsIgnoreCase("100-continue")) {
            throw new BadRequestException(417, "Of the expectations only 100-continue is understood here.");
        }
        return expectation != null;
    }
}
