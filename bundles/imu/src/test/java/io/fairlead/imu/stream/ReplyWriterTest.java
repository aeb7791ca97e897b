package io.fairlead.imu.stream;

import static io.fairlead.imu.stream.Vectors.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyWriterTest {
    private static String written(Consumer<ReplyWriter> reply) {
        Replies replies = new Replies();
        reply.accept(new ReplyWriter(replies, 1 << 20));
        assertThat(replies.ends).isEqualTo(1);
        assertThat(replies.pieces).hasSizeGreaterThan(0);
        return replies.bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static String text(String id) {
        return new String(vector(id), StandardCharsets.ISO_8859_1);
    }

    private static String inString(String value) {
        byte[] bytes = Replies.encode(Map.of("a", value), 1 << 20);
        String reply = new String(bytes, StandardCharsets.UTF_8);
        assertThat(reply).startsWith("{\r\n\t\"a\" : \"").endsWith("\"\r\n}\r\n");
        return reply.substring(11, reply.length() - 6);
    }

    private static ReplyWriter envelope(ReplyWriter out, String id, String context, UnaryOperator<ReplyWriter> result) {
        out.beginObject().name("status").value("ok").name("result");
        return result.apply(out)
                .name("id")
                .value(id)
                .name("context")
                .value(context)
                .endObject();
    }

    @Test
    void shouldWriteSimpleResultsAsCaptured() {
        assertThat(written(out -> envelope(out, "23137.1", "ctx-1", o -> o.value(1))))
                .isEqualTo(text("S-1"));
        assertThat(written(out -> envelope(out, "23137.1", "ctx-1", ReplyWriter::nullValue)))
                .isEqualTo(text("S-4"));
        assertThat(written(out -> out.beginObject()
                        .name("status")
                        .value("ok")
                        .name("result")
                        .value(true)
                        .name("context")
                        .value("ctx-1")
                        .endObject()))
                .isEqualTo(text("S-8"));
    }

    @Test
    void shouldWriteRowsAsCapturedWithoutMaps() {
        Name rownum = Name.of("rownum");
        Name first = Name.of("NamFirst");
        Name last = Name.of("NamLast");
        assertThat(written(out -> envelope(out, "23137.1", "ctx-1", o -> o.beginObject()
                        .name("count")
                        .value(2)
                        .name("hits")
                        .value(4)
                        .name("rows")
                        .beginArray()
                        .beginObject()
                        .name(rownum)
                        .value(3)
                        .name(first)
                        .value("Chloé \"Z\" \\ 中")
                        .name(last)
                        .value("multi\nline\ttab")
                        .endObject()
                        .beginObject()
                        .name(rownum)
                        .value(4)
                        .name(first)
                        .value("D")
                        .name(last)
                        .value("Wood")
                        .endObject()
                        .endArray()
                        .endObject())))
                .isEqualTo(text("S-2"));
        assertThat(written(out -> envelope(out, "23137.1", "ctx-1", o -> o.beginObject()
                        .name("count")
                        .value(0)
                        .name("hits")
                        .value(4)
                        .name("rows")
                        .beginArray()
                        .endArray()
                        .endObject())))
                .isEqualTo(text("S-3"));
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    private static Map<String, Object> ok(Object result, String id, Object... more) {
        Map<String, Object> reply = object("status", "ok", "result", result, "id", id);
        reply.putAll(object(more));
        return reply;
    }

    private static void same(String id, Map<String, Object> reply) {
        assertThat(new String(Replies.encode(reply, 1 << 20), StandardCharsets.ISO_8859_1))
                .isEqualTo(text(id));
    }

    @Test
    void shouldWriteTheOtherCapturedRepliesFromValues() {
        Map<String, Object> mr = object(
                "value",
                "Mr",
                "count",
                2L,
                "list",
                List.of(object("value", "Wood", "count", 1), object("value", "SMITH", "count", 1L)));
        same("S-5", ok(List.of(mr, object("value", "", "count", 1L)), "23137.1", "context", "ctx-1"));
        Binary file = Binary.of(Vectors.bytes("\\x89PNG\\r\\n\\x1a\\n\\x00\\xff\"}\\r\\n*9"));
        Map<String, Object> resource = object(
                "identifier",
                "a.png",
                "mimeType",
                "image",
                "mimeFormat",
                "png",
                "size",
                16L,
                "file",
                file,
                "height",
                1L,
                "width",
                1L);
        Map<String, Object> image = object("irn", 7L, "type", "image", "format", "png", "resource", resource);
        Map<String, Object> rows =
                object("count", 1L, "hits", 4L, "rows", List.of(object("rownum", 1L, "image", image)));
        same("S-6", ok(rows, "23137.1", "context", "ctx-1"));
        same(
                "S-7",
                object(
                        "status",
                        "error",
                        "error",
                        "ModuleUpdatesNotAllowed",
                        "args",
                        List.of("authenticated", "default"),
                        "code",
                        500L,
                        "context",
                        "ctx-1"));
        same("S-9", ok(4L, "23137.7", "context", "ctx-2", "reconnect", 29136L));
        Map<String, Object> module = object(
                "hits", 4L, "index", 0L, "name", "eparties", "rows", List.of(object("rownum", 1L, "NamFirst", "Kate")));
        Map<String, Object> modules = object(
                "count",
                1L,
                "modules",
                List.of(module),
                "current",
                object("flag", "current", "offset", 0L),
                "next",
                object("flag", "current", "offset", 1L));
        same("S-10", ok(modules, "23137.6", "context", "ctx-1"));
        same(
                "S-11",
                object(
                        "status",
                        "error",
                        "error",
                        "SessionLicence",
                        "args",
                        List.of("no licences"),
                        "code",
                        403L,
                        "context",
                        "ctx-3"));
    }

    @Test
    void shouldWriteTheTextZooSoThatEveryClientReadsIt() {
        assertThat(inString("\"\\/")).isEqualTo("\\\"\\\\/");
        assertThat(inString("a\nb\tc")).isEqualTo("a\nb\tc");
        assertThat(inString("a\r\nb\rc\n")).isEqualTo("a\\r\\nb\\rc\n");
        assertThat(inString("é中\uD83D\uDE00")).isEqualTo("é中\uD83D\uDE00");
        assertThat(inString("x\uD83Dy\uDE00")).isEqualTo("x\uFFFDy\uFFFD");
        assertThat(inString("a\u0001\u0000\bb\fc\u007F")).isEqualTo("ab\\fc\u007F");
        assertThat(inString("a\"\u0001\n")).isEqualTo("a\\\"\\n");
        // A raw line end behind a quote, or a quote and a comma, is taken for the string's end by one client.
        assertThat(inString("say \"x\"\nand \"y\",\nz")).isEqualTo("say \\\"x\\\"\\nand \\\"y\\\",\\nz");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1.5, 1.5",
        "1000.0, 1000",
        "1e20, 100000000000000000000",
        "1e-7, 0.0000001",
        "145.123456, 145.123456",
        "NaN, null",
        "-Infinity, null",
        "9e17, 900000000000000000",
    })
    void shouldWriteNumbersWithoutExponentAndWholeOnesWithoutPoint(double value, String number) {
        assertThat(written(out -> out.beginObject().name("a").value(value).endObject()))
                .isEqualTo("{\r\n\t\"a\" : " + number + "\r\n}\r\n");
    }

    @Test
    void shouldWriteTheExtremesOfIntegers() {
        List<Object> numbers = Arrays.asList(
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                -9,
                10,
                (short) 7,
                new BigDecimal("1.50"),
                new BigDecimal("1E+3"),
                BigInteger.TEN.pow(30));
        assertThat(new String(Replies.encode(Map.of("a", numbers), 0), StandardCharsets.US_ASCII)
                        .replaceAll("[\\s]", ""))
                .isEqualTo(
                        "{\"a\":[-9223372036854775808,9223372036854775807,-9,10,7,1.5,1000,1" + "0".repeat(30) + "]}");
    }

    @Test
    void shouldWriteAnEmptyFileAsNullAndRefuseOneInAnArray() {
        assertThat(new String(Replies.encode(object("f", Binary.of()), 0), StandardCharsets.US_ASCII))
                .isEqualTo("{\r\n\t\"f\" : null\r\n}\r\n");
        assertThatThrownBy(() -> Replies.encode(object("f", List.of(Binary.of((byte) 1))), 0))
                .isInstanceOfSatisfying(StreamException.class, e -> {
                    assertThat(e.id()).isEqualTo("StreamType");
                    assertThat(e.kind().connectionUsable()).isTrue();
                });
    }

    @Test
    void shouldWriteNamesOnOneLineAndOnceEach() {
        assertThat(new String(Replies.encode(object("a\nb", 1L, "c", 2L, "c\u0001", 3L), 0), StandardCharsets.US_ASCII))
                .isEqualTo("{\r\n\t\"a\\nb\" : 1,\r\n\t\"c\" : 3\r\n}\r\n");
    }

    @Test
    void shouldTakeAReplyBackAsLongAsNothingHasGone() {
        Replies replies = new Replies();
        ReplyWriter out = new ReplyWriter(replies, 1000);
        out.beginObject().name("a").value("x".repeat(900));
        assertThat(out.cancel()).isTrue();
        assertThat(replies.bytes.size()).isZero();
        out.beginObject().name("a").value(1).endObject();
        assertThat(replies.bytes).hasToString("{\r\n\t\"a\" : 1\r\n}\r\n");
        out.beginObject().name("a").value("x".repeat(1200)).name("b");
        assertThat(out.cancel()).isFalse();
    }

    @Test
    void shouldRefuseWhatCannotBeWritten() {
        assertThatThrownBy(() -> Replies.encode(Map.of("a", new Object()), 0)).hasMessageContaining("StreamType");
        assertThatThrownBy(() -> Replies.encode(Map.of("a", Map.of(1, 2)), 0)).hasMessageContaining("StreamType");
        Object deep = "x";
        for (int i = 0; i < ReplyWriter.MAX_DEPTH; i++) {
            deep = List.of(deep);
        }
        Object tooDeep = deep;
        assertThatThrownBy(() -> Replies.encode(Map.of("a", tooDeep), 0)).hasMessageContaining("StreamDepth");
        ReplyWriter out = new ReplyWriter(new Replies(), 0);
        assertThatThrownBy(() -> out.value(1)).isInstanceOf(IllegalStateException.class);
        out.beginObject();
        assertThatThrownBy(() -> out.value(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(out::endArray).isInstanceOf(IllegalStateException.class);
        out.name("a");
        assertThatThrownBy(() -> out.name("b")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(out::endObject).isInstanceOf(IllegalStateException.class);
    }
}
