package io.fairlead.imu.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamErrorsTest {
    private static final Limits SMALL = new Limits(200, 4, 10, 5, 6, 20, 8);

    private static StreamException refusal(Limits limits, byte[] bytes) {
        MessageDecoder decoder = new MessageDecoder(limits);
        return catchThrowableOfType(StreamException.class, () -> decoder.decode(ByteBuffer.wrap(bytes)));
    }

    private static StreamException refusal(Limits limits, String text) {
        return refusal(limits, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET / HTTP/1.1    | StreamSyntaxToken   | G     | 0",
                "[]                | StreamSyntaxToken   | [     | 0",
                "{]                | StreamSyntaxName    | ]     | 1",
                "{,                | StreamSyntaxName    | ,     | 1",
                "{a:1,,            | StreamSyntaxName    | ,     | 5",
                "{1                | StreamSyntaxName    | 1     | 1",
                "{a b              | StreamSyntaxColon   | b     | 3",
                "{a }              | StreamSyntaxColon   | }     | 3",
                "{a::              | StreamSyntaxToken   | :     | 3",
                "{a:}              | StreamSyntaxToken   | }     | 3",
                "{a:truth,         | StreamSyntaxToken   | truth | 3",
                "{a:nul}           | StreamSyntaxToken   | nul   | 3",
                "{a:1-2}           | StreamSyntaxToken   | 1-2   | 3",
                "{a:1. }           | StreamSyntaxToken   | 1.    | 3",
                "{a:1e999 }        | StreamSyntaxToken   | 1e999 | 3",
                "{a:[}             | StreamSyntaxToken   | }     | 4",
                "{a:[1,,           | StreamSyntaxToken   | ,     | 6",
                "{a:*x             | StreamSyntaxBinary  | x     | 4",
            })
    void shouldNameWhatIsWrongAndWhere(String text, String id, String found, long offset) {
        StreamException refusal = refusal(Limits.DEFAULTS, text);
        assertThat(refusal.id()).isEqualTo(id);
        assertThat(refusal.args()).containsExactly(found, offset);
        assertThat(refusal.offset()).isEqualTo(offset);
        assertThat(refusal.kind()).isEqualTo(StreamException.Kind.SYNTAX);
        assertThat(refusal.kind().connectionUsable()).isFalse();
        assertThat(refusal).hasMessageContaining(found).hasMessageContaining("must stand");
        assertThat(refusal.getStackTrace()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"{a:\"\\u12g4\"}, 6", "{a:\"\\u123\"}, 6", "{a:\"x\\ud83d\\u\"}, 13"})
    void shouldRefuseUnicodeEscapesWithoutFourDigits(String text, long offset) {
        StreamException refusal = refusal(Limits.DEFAULTS, text);
        assertThat(refusal.id()).isEqualTo("StreamSyntaxUnicode");
        assertThat(refusal.offset()).isEqualTo(offset);
    }

    @ParameterizedTest
    @CsvSource({
        "{a:[[[[, depth, 4",
        "{a:'12345678901, string-bytes, 10",
        "{'123456, name-bytes, 5",
        "{abcdef, name-bytes, 5",
        "{a:[1 2 3 4 5 6, elements, 6",
        "{a:*21, binary-bytes, 20",
        "{a:*99999999999, binary-bytes, 20",
        "{a:123456789, number-digits, 8",
    })
    void shouldRefuseTooMuchBeforeItIsThere(String text, String limit, long most) {
        String bytes = text.replace('\'', '"');
        StreamException refusal = refusal(SMALL, bytes + (limit.equals("elements") ? "," : ""));
        assertThat(refusal).isNotNull();
        assertThat(refusal.id()).isEqualTo("StreamLimit");
        assertThat(refusal.args()).containsExactly(limit, most);
        assertThat(refusal.kind()).isEqualTo(StreamException.Kind.LIMIT);
    }

    @Test
    void shouldTakeExactlyAsMuchAsTheLimitsAllow() {
        MessageDecoder decoder = new MessageDecoder(SMALL);
        String most = "{a:[[[1]]] \"12345\":\"1234567890\" c:12345678 }";
        assertThat(decoder.decode(ByteBuffer.wrap(most.getBytes(StandardCharsets.US_ASCII))))
                .hasSize(3);
        String binary = "{a:*20\n12345678901234567890}";
        assertThat(decoder.decode(ByteBuffer.wrap(binary.getBytes(StandardCharsets.US_ASCII))))
                .hasSize(1);
    }

    @Test
    void shouldRefuseALongMessageAlsoWhenItComesByteByByte() {
        byte[] bytes = ("{" + " ".repeat(300)).getBytes(StandardCharsets.US_ASCII);
        MessageDecoder decoder = new MessageDecoder(SMALL);
        ByteBuffer unread = ByteBuffer.wrap(bytes);
        unread.limit(200);
        assertThat(decoder.decode(unread)).isNull();
        unread.limit(201);
        assertThatThrownBy(() -> decoder.decode(unread)).hasMessageContaining("message-bytes = 200");
    }

    @Test
    void shouldRefuseABinaryThatCannotFitIntoTheMessage() {
        Limits limits = new Limits(200, 4, 10, 5, 6, 1000, 8);
        assertThat(refusal(limits, "{a:*196\n").args()).containsExactly("message-bytes", 200L);
    }

    @Test
    void shouldKeepRefusingUntilReset() {
        MessageDecoder decoder = new MessageDecoder(Limits.DEFAULTS);
        ByteBuffer good = ByteBuffer.wrap(Vectors.vector("R-PHP-1"));
        assertThatThrownBy(() -> decoder.decode(ByteBuffer.wrap(new byte[] {'x'})))
                .isInstanceOf(StreamException.class);
        assertThatThrownBy(() -> decoder.decode(good)).isInstanceOf(StreamException.class);
        decoder.reset();
        assertThat(decoder.decode(good)).containsKey("method");
    }

    @Test
    void shouldNotKeepABinaryOfARefusedMessage() {
        List<String> calls = new ArrayList<>();
        MessageDecoder decoder = new MessageDecoder(Limits.DEFAULTS, EncodingErrors.REPLACE, length -> {
            calls.add("begin " + length);
            return new BinaryStore.Incoming() {
                @Override
                public void write(ByteBuffer part) {
                    calls.add("write " + part.remaining());
                }

                @Override
                public Binary finish() {
                    calls.add("finish");
                    return Binary.of();
                }

                @Override
                public void discard() {
                    calls.add("discard");
                }
            };
        });
        ByteBuffer unread = ByteBuffer.wrap("{a:*5\n12345}".getBytes(StandardCharsets.US_ASCII));
        unread.limit(8);
        decoder.decode(unread);
        decoder.reset();
        assertThat(calls).containsExactly("begin 5", "write 2", "discard");
        unread.limit(12);
        assertThat(decoder.decode(unread)).containsOnlyKeys("a");
        assertThat(calls).containsExactly("begin 5", "write 2", "discard", "begin 5", "write 5", "finish");
    }
}
