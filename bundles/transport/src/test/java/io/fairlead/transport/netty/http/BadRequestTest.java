package io.fairlead.transport.netty.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fairlead.transport.HttpBody;
import io.netty.util.ResourceLeakDetector;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What two readers could understand differently is refused, and nothing behind it is taken for a request. */
@Timeout(30)
final class BadRequestTest {
    private static final String NEXT = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

    @BeforeAll
    static void watchForLeaks() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    static Stream<Arguments> badHeads() {
        String h = "Host: a\r\n";
        return Stream.of(
                arguments(
                        "both framings",
                        "POST / HTTP/1.1\r\n" + h + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        400),
                arguments(
                        "both framings, the other order",
                        "POST / HTTP/1.1\r\n" + h + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                        400),
                arguments(
                        "two lengths",
                        "POST / HTTP/1.1\r\n" + h + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
                        400),
                arguments(
                        "two lengths in one field",
                        "POST / HTTP/1.1\r\n" + h + "Content-Length: 5, 6\r\n\r\nabcdef",
                        400),
                arguments("a negative length", "POST / HTTP/1.1\r\n" + h + "Content-Length: -1\r\n\r\n", 400),
                arguments("a length with a sign", "POST / HTTP/1.1\r\n" + h + "Content-Length: +5\r\n\r\nabcde", 400),
                arguments("a hexadecimal length", "POST / HTTP/1.1\r\n" + h + "Content-Length: 0x5\r\n\r\nabcde", 400),
                arguments(
                        "a length beyond all",
                        "POST / HTTP/1.1\r\n" + h + "Content-Length: 99999999999999999999\r\n\r\n",
                        400),
                arguments(
                        "chunks in HTTP/1.0",
                        "POST / HTTP/1.0\r\n" + h + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        400),
                arguments(
                        "a coding before chunked",
                        "POST / HTTP/1.1\r\n" + h + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                        501),
                arguments(
                        "two coding fields",
                        "POST / HTTP/1.1\r\n" + h
                                + "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        501),
                arguments(
                        "chunked twice",
                        "POST / HTTP/1.1\r\n" + h
                                + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        400),
                arguments(
                        "chunked not last",
                        "POST / HTTP/1.1\r\n" + h + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                        400),
                arguments(
                        "an unknown coding",
                        "POST / HTTP/1.1\r\n" + h + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                        400),
                arguments(
                        "a blank before the colon", "POST / HTTP/1.1\r\n" + h + "Content-Length : 5\r\n\r\nabcde", 400),
                arguments("a folded field", "GET / HTTP/1.1\r\n" + h + "X: a\r\n b\r\n\r\n", 400),
                arguments(
                        "a folded framing",
                        "POST / HTTP/1.1\r\n" + h + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
                        400),
                arguments("a blank before the first field", "GET / HTTP/1.1\r\n X: a\r\n" + h + "\r\n", 400),
                arguments("a field without a colon", "GET / HTTP/1.1\r\n" + h + "nonsense\r\n\r\n", 400),
                arguments("an empty name", "GET / HTTP/1.1\r\n" + h + ": x\r\n\r\n", 400),
                arguments("LF alone", "GET / HTTP/1.1\n" + h + "\r\n", 400),
                arguments("LF alone in a field", "GET / HTTP/1.1\r\n" + h + "X: a\nY: b\r\n\r\n", 400),
                arguments("LF alone at the end", "GET / HTTP/1.1\r\n" + h + "\n", 400),
                arguments("CR alone in a field", "GET / HTTP/1.1\r\n" + h + "X: a\rY: b\r\n\r\n", 400),
                arguments("CR alone in the request line", "GET /a\rHTTP/1.1\r\n" + h + "\r\n", 400),
                arguments("NUL in a field", "GET / HTTP/1.1\r\n" + h + "X: a\0b\r\n\r\n", 400),
                arguments("NUL in a name", "GET / HTTP/1.1\r\n" + h + "X\0: b\r\n\r\n", 400),
                arguments("a control character in the target", "GET /a\u0001 HTTP/1.1\r\n" + h + "\r\n", 400),
                arguments("a tab in the request line", "GET\t/a HTTP/1.1\r\n" + h + "\r\n", 400),
                arguments("two blanks in the request line", "GET  /a HTTP/1.1\r\n" + h + "\r\n", 400),
                arguments("a blank behind the version", "GET /a HTTP/1.1 \r\n" + h + "\r\n", 400),
                arguments("no version", "GET /a\r\n" + h + "\r\n", 400),
                arguments("half a version", "GET /a HTTP/1\r\n" + h + "\r\n", 400),
                arguments("a small version", "GET /a http/1.1\r\n" + h + "\r\n", 400),
                arguments("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
                arguments("a method that is no word", "G(T /a HTTP/1.1\r\n" + h + "\r\n", 400),
                arguments("a blank first", " GET /a HTTP/1.1\r\n" + h + "\r\n", 400),
                arguments("TLS", "\u0016\u0003\u0001\u0002\u0000\u0001", 400),
                arguments("only empty lines", "\r\n".repeat(9), 400),
                arguments("no host", "GET / HTTP/1.1\r\n\r\n", 400),
                arguments("two hosts", "GET / HTTP/1.1\r\n" + h + h + "\r\n", 400),
                arguments("a tunnel", "CONNECT a:80 HTTP/1.1\r\n" + h + "\r\n", 501),
                arguments("an unknown expectation", "GET / HTTP/1.1\r\n" + h + "Expect: wonders\r\n\r\n", 417),
                arguments("a bad escape", "GET /%4 HTTP/1.1\r\n" + h + "\r\n", 400),
                arguments("an escape that is none", "GET /%zz HTTP/1.1\r\n" + h + "\r\n", 400),
                arguments("an escaped NUL", "GET /a%00b HTTP/1.1\r\n" + h + "\r\n", 400),
                arguments("an escaped line end", "GET /a%0d%0ab HTTP/1.1\r\n" + h + "\r\n", 400),
                arguments("an overlong slash", "GET /..%c0%af.. HTTP/1.1\r\n" + h + "\r\n", 400),
                arguments("above the root", "GET /../etc/passwd HTTP/1.1\r\n" + h + "\r\n", 400),
                arguments("above the root, escaped", "GET /a/%2e%2e/%2E./etc HTTP/1.1\r\n" + h + "\r\n", 400),
                arguments("above the root by an escaped slash", "GET /..%2fetc HTTP/1.1\r\n" + h + "\r\n", 400),
                arguments("a fragment", "GET /a#b HTTP/1.1\r\n" + h + "\r\n", 400),
                arguments("neither path nor URI", "GET a HTTP/1.1\r\n" + h + "\r\n", 400),
                arguments("another scheme", "GET file:///etc/passwd HTTP/1.1\r\n" + h + "\r\n", 400),
                arguments("a long request line", "GET /" + "a".repeat(9_000) + " HTTP/1.1\r\n" + h + "\r\n", 414),
                arguments("a request line without an end", "GET /" + "a".repeat(9_000), 414),
                arguments(
                        "large fields", "GET / HTTP/1.1\r\n" + h + ("X: " + "a".repeat(4_000) + "\r\n").repeat(9), 431),
                arguments("a field without an end", "GET / HTTP/1.1\r\n" + h + "X: " + "a".repeat(40_000), 431),
                arguments("many fields", "GET / HTTP/1.1\r\n" + h + "X: a\r\n".repeat(100) + "\r\n", 431));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badHeads")
    void shouldRefuse(String what, String request, int status) {
        try (HttpBench bench = new HttpBench(exchange -> exchange.reply(200, "text/plain", "taken"))) {
            String answer = bench.send(request + NEXT);
            assertThat(answer)
                    .startsWith("HTTP/1.1 " + status + " ")
                    .contains("Connection: close\r\n", "Content-Type: text/plain; charset=utf-8\r\n")
                    .endsWith(".\n")
                    .doesNotContain("taken", "HTTP/1.1 200", "Exception");
            assertThat(bench.channel.isOpen()).isFalse();
            assertThat(bench.figures.refused.sum()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badHeads")
    void shouldRefuseTheSameByteByByte(String what, String request, int status) {
        try (HttpBench bench = new HttpBench(exchange -> exchange.reply(200, "text/plain", "taken"))) {
            StringBuilder answer = new StringBuilder();
            for (int i = 0; i < request.length() && bench.channel.isOpen(); i++) {
                answer.append(bench.send(request.substring(i, i + 1)));
            }
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ").doesNotContain("taken");
        }
    }

    static Stream<Arguments> badBodies() {
        return Stream.of(
                arguments("no size", "\r\nabc"),
                arguments("a size that is no number", "xyz\r\nabc\r\n0\r\n\r\n"),
                arguments("a size with a prefix", "0x3\r\nabc\r\n0\r\n\r\n"),
                arguments("a negative size", "-3\r\nabc\r\n0\r\n\r\n"),
                arguments("a size beyond all", "fffffffff\r\nabc"),
                arguments("LF alone behind the size", "3\nabc\r\n0\r\n\r\n"),
                arguments("LF alone in an extension", "3;a\nb\r\nabc\r\n0\r\n\r\n"),
                arguments("no line end behind the chunk", "3\r\nabcX\r\n0\r\n\r\n"),
                arguments("LF alone behind the chunk", "3\r\nabc\n0\r\n\r\n"),
                arguments("a trailer without a colon", "0\r\nnonsense\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badBodies")
    void shouldRefuseABadChunk(String what, String chunks) {
        StringBuilder seen = new StringBuilder();
        try (HttpBench bench = new HttpBench(exchange -> exchange.receive(new HttpBody() {
            @Override
            public void onBytes(ByteBuffer bytes) {
                // Only the end matters here.
            }

            @Override
            public void onEnd() {
                seen.append("end");
                exchange.reply(200, "text/plain", "taken");
            }

            @Override
            public void onAborted() {
                seen.append("aborted");
            }
        }))) {
            String answer =
                    bench.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + NEXT);
            assertThat(answer)
                    .startsWith("HTTP/1.1 400 ")
                    .contains("Connection: close")
                    .doesNotContain("taken");
            assertThat(seen).hasToString("aborted");
            assertThat(bench.channel.isOpen()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b?x=1&y=%41, /a/b, x=1&y=%41",
        "/, /,",
        "/?, /, ''",
        "/a%20b%C3%A9, /a b\u00e9,",
        "/a%252e, /a%2e,",
        "/a/./b/../c, /a/c,",
        "/a/b/.., /a/,",
        "/a/b/., /a/b/,",
        "/a/%2E%2e/c, /c,",
        "/.hidden/..x/x.., /.hidden/..x/x..,",
        "/a//b/, /a//b/,",
        "/a%2Fb, /a/b,",
        "http://museum:8080/a?q, /a, q",
        "HTTP://museum, /,",
        "http://museum?q, /, q",
        "/a?b?c/../d, /a, b?c/../d"
    })
    void shouldNormaliseThePath(String target, String path, String query) {
        StringBuilder seen = new StringBuilder();
        try (HttpBench bench = new HttpBench(exchange -> {
            seen.append(exchange.target())
                    .append(' ')
                    .append(exchange.path())
                    .append(' ')
                    .append(exchange.query().orElse(null));
            exchange.reply(200, "text/plain", "ok");
        })) {
            bench.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(seen).hasToString(target + " " + path + " " + query);
        }
    }
}
