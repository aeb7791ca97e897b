package io.fairlead.bridges;

import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.transport.HttpHeaders;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of one HTTP service.
 *
 * @param service {@code service}: its name
 * @param url {@code url}: where to post
 * @param contentType {@code content-type}: of what is posted
 * @param headers {@code headers}: more header fields
 * @param timeout {@code timeout}: the longest wait for the whole answer
 * @param maxReply {@code max-reply}: bytes of the longest answer
 */
record HttpPostSettings(
        String service, URI url, String contentType, Map<String, String> headers, Duration timeout, int maxReply) {
    private static final URI NOWHERE = URI.create("http://127.0.0.1/");

    static HttpPostSettings parse(SettingsReader in) {
        in.required("url", "write the URL to post to, such as http://127.0.0.1:8080/orders");
        Duration timeout = in.duration("timeout", Duration.ofSeconds(15));
        if (timeout.isZero()) {
            in.refuse("timeout", "is no limit", "write a length of time, such as 15s");
        }
        return new HttpPostSettings(
                ServiceName.read(in),
                in.value("url", NOWHERE, HttpPostSettings::url, "is no http or https URL", "write one with a host"),
                in.text("content-type", "application/octet-stream"),
                headers(in),
                timeout,
                (int) in.bytes("max-reply", 1 << 20, 1, 1 << 28));
    }

    private static URI url(String text) {
        URI url = URI.create(text);
        if (url.getHost() == null || !(text.startsWith("http://") || text.startsWith("https://"))) {
            throw new IllegalArgumentException(text);
        }
        return url;
    }

    private static Map<String, String> headers(SettingsReader in) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String field : in.list("headers")) {
            int colon = field.indexOf(':');
            try {
                String name = field.substring(0, colon).strip();
                String value = field.substring(colon + 1).strip();
                new HttpHeaders().add(name, value);
                headers.put(name, value);
            } catch (IllegalArgumentException | IndexOutOfBoundsException notOne) {
                in.refuse("headers", field + " is no header field", "write NAME: VALUE, with commas between several");
            }
        }
        return headers;
    }
}
