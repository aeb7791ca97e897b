package io.fairlead.gateway.codecs;

import static io.fairlead.gateway.codecs.Framing.ascii;
import static io.fairlead.gateway.codecs.Framing.codec;
import static io.fairlead.gateway.codecs.Framing.frame;
import static io.fairlead.gateway.codecs.Framing.hex;
import static io.fairlead.gateway.codecs.Framing.mistakes;
import static io.fairlead.gateway.codecs.Framing.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.FrameException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a hostile or mistaken peer sends is refused with the value and the limit, as soon as it can be known. */
class BadFramesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "width=2 | 4001 | TOO_LONG: a message of 16385 bytes; the longest may have 100 (framing's max)",
                "width=2 | 0000 | BAD_LENGTH: a message of no bytes (framing's empty is error)",
                "width=4 | ffffffff | TOO_LONG: a message of 4294967295 bytes; the longest may have 100 (framing's max)",
                "width=4 | 80000000 | TOO_LONG: a message of 2147483648 bytes; the longest may have 100 (framing's max)",
                "width=8 | ffffffffffffffff | BAD_LENGTH: the length field is negative: 0xffffffffffffffff",
                "width=8 | 7fffffffffffffff | TOO_LONG: a message of 9223372036854775807 bytes; the longest may have 100 (framing's max)",
                "encoding=ascii | 2d303035 | BAD_LENGTH: the length field is '-005', which is not 4 bytes of ascii",
                "encoding=ascii | 2b303035 | BAD_LENGTH: the length field is '+005', which is not 4 bytes of ascii",
                "encoding=ascii | 20202035 | BAD_LENGTH: the length field is '   5', which is not 4 bytes of ascii",
                "encoding=ascii | 39393939 | TOO_LONG: a message of 9999 bytes; the longest may have 100 (framing's max)",
                "encoding=hex | 3030327a | BAD_LENGTH: the length field is '002z', which is not 4 bytes of hex",
                "encoding=bcd | 0000004a | BAD_LENGTH: the length field is 0x0000004a, which is not 4 bytes of bcd",
                "encoding=bcd | a0000000 | BAD_LENGTH: the length field is 0xa0000000, which is not 4 bytes of bcd",
                "encoding=ebcdic | f0f0f0fa | BAD_LENGTH: the length field is 0xf0f0f0fa, which is not 4 bytes of ebcdic",
                "encoding=ebcdic | 30303035 | BAD_LENGTH: the length field is '0005', which is not 4 bytes of ebcdic",
                "counts=all | 00000003 | BAD_LENGTH: the length field says 3, the least is 4",
            })
    void shouldRefuseALengthBeforeTheMessageIsThere(String word, String header, String error) {
        assertThat(read(codec("framing=length", "framing.max=100", "framing." + word), hex(header)))
                .containsExactly(error);
    }

    @Test
    void shouldRefuseATrailerThatIsNotTheOneAgreed() {
        assertThat(read(codec("framing=length", "framing.width=1", "framing.trailer=ETX"), hex("02 6162 04")))
                .containsExactly("BAD_BYTE: the message ends with 0x04 instead of 0x03");
    }

    @Test
    void shouldGiveWhatWasWholeBeforeAMistake() {
        assertThat(read(codec("framing=length", "framing.width=1", "framing.max=3"), hex("0161 026262 04")))
                .containsExactly("a", "bb", "TOO_LONG: a message of 4 bytes; the longest may have 3 (framing's max)");
    }

    @Test
    void shouldRefuseALongLineBeforeItsEnd() {
        assertThat(read(codec("framing=lf", "framing.max=5"), ascii("abc\nabcdef"), 0, 1))
                .containsExactly("abc", "TOO_LONG: a message of 6 bytes; the longest may have 5 (framing's max)");
        assertThat(read(codec("framing=crlf", "framing.max=5"), ascii("abcde\r\n"), 0, 1))
                .containsExactly("abcde");
    }

    @Test
    void shouldRefuseWhatStandsBetweenFrames() {
        assertThat(read(codec("framing=stx-etx"), ascii("\002a\003x\002b\003")))
                .containsExactly("a", "BAD_BYTE: a message begins with 'x' instead of 0x02");
        assertThat(read(codec("framing=stx-etx", "framing.noise=skip"), ascii("\002a\003xy\002b\003")))
                .containsExactly("a", "DAMAGED xy", "b");
    }

    @Test
    void shouldCountEmptyFramesAsSignsOfLifeWhereToldSo() {
        assertThat(read(codec("framing=lf"), ascii("\n\na\n"))).containsExactly("HEARTBEAT ", "HEARTBEAT ", "a");
        assertThat(read(codec("framing=lf", "framing.empty=message"), ascii("\na\n")))
                .containsExactly("", "a");
        assertThat(read(codec("framing=length", "framing.width=2", "framing.empty=echo"), hex("0000 000161")))
                .containsExactly("HEARTBEAT  → 0000", "a");
        assertThat(read(codec("framing=varint", "framing.empty=heartbeat"), hex("00 0161")))
                .containsExactly("HEARTBEAT ", "a");
    }

    @Test
    void shouldTakeALastLineWithoutItsEndWhereToldSo() {
        assertThat(read(codec("framing=lf", "framing.tail=message"), ascii("a\nb")))
                .containsExactly("a", "b");
    }

    @Test
    void shouldRefuseAWrongCheck() {
        assertThat(read(codec("framing=stx-etx-lrc"), ascii("\00212\3\1")))
                .containsExactly("BAD_CHECKSUM: the check is 0x01, the bytes make 0x00");
        assertThat(read(codec("framing=fix"), ascii("8=FIX.4.2\0019=5\00135=0\00110=999\001")))
                .singleElement()
                .asString()
                .startsWith("BAD_CHECKSUM: the message ends with 0x31303d39393901, the bytes make 10=");
        assertThat(read(codec("framing=fix"), ascii("8=FIX.4.2\0019=x\001")))
                .containsExactly("BAD_LENGTH: the length (tag 9) is 'x', which is not digits");
        assertThat(read(codec("framing=fix"), ascii("GET / HTTP/1.1")))
                .containsExactly("BAD_BYTE: a field begins with 'GE' instead of '8='");
        assertThat(read(codec("framing=fix"), ascii("8=FIX.4.2\0019=0000000001\001")))
                .containsExactly("BAD_LENGTH: the field '9=' has more than 8 bytes");
    }

    @Test
    void shouldAnswerFramesByReceiptsWhereBothSidesGiveThem() throws FrameException {
        Codec codec = codec("framing=stx-etx-lrc", "framing.receipts=yes", "framing.retries=2");
        assertThat(codec.retries()).isEqualTo(2);
        assertThat(read(codec, ascii("\00212\3\0\00212\3\1\6\25")))
                .containsExactly("12 → 06", "DAMAGED 12 → 15", "ACCEPTED \6", "REFUSED \25");
    }

    @Test
    void shouldRefuseALengthOfTooManyGroups() {
        assertThat(read(codec("framing=varint"), hex("8080808080 01")))
                .containsExactly("BAD_LENGTH: the length has more than 5 bytes: 0x8080808080");
        assertThat(read(codec("framing=varint"), hex("ffffffff7f")))
                .containsExactly(
                        "TOO_LONG: a message of 34359738367 bytes; the longest may have 65536 (framing's max)");
    }

    @Test
    void shouldTakeWhateverArrivesBeforeAPauseOrTheEnd() throws FrameException {
        Codec raw = codec("framing=raw", "framing.gap=20ms", "framing.max=4");
        assertThat(raw.idleGap()).isEqualTo(Duration.ofMillis(20));
        assertThat(read(raw, ascii("abc"), 0, 1)).containsExactly("abc");
        assertThat(read(raw, ascii("abcde")))
                .containsExactly("TOO_LONG: a message of 5 bytes; the longest may have 4 (framing's max)");
        assertThat(read(codec("framing=raw", "framing.gap=none"), ascii("ab"), 1, 1))
                .containsExactly("a", "b");
        Codec untilClose = codec("framing=until-close", "framing.max=4");
        assertThat(untilClose.endsWithStream()).isTrue();
        assertThat(read(untilClose, ascii("abcd"), 0, 1)).containsExactly("abcd");
        assertThat(read(untilClose, ascii("abcde"), 0, 1))
                .containsExactly("TOO_LONG: a message of 5 bytes; the longest may have 4 (framing's max)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "framing=lf | `a\nb` | the message contains its own end at byte 1",
                "framing=stx-etx-lrc | `a\003` | the message contains its own end at byte 1",
                "framing=fixed | abc | a message of 3 bytes; all have 5",
                "framing=fixed | abcdef | a message of 6 bytes; the longest may have 5",
                "framing=length | aaaaaaaaaaa | a message of 11 bytes; the longest may have 9",
            })
    void shouldRefuseToSendWhatTheFramingCannotSay(String framing, String message, String error) {
        Codec codec =
                switch (framing) {
                    case "framing=fixed" -> codec(framing, "framing.length=5");
                    case "framing=length" -> codec(framing, "framing.width=1", "framing.encoding=ascii");
                    default -> codec(framing);
                };
        assertThatThrownBy(() -> frame(codec, ascii(message)))
                .isInstanceOf(FrameException.class)
                .hasMessageStartingWith(error);
    }

    @Test
    void shouldNotMistakeAMessageAndItsEndForAnEarlierEnd() {
        Codec codec = codec("framing=delimiter", "framing.end='aab'");
        assertThatThrownBy(() -> frame(codec, ascii("xaabx"))).isInstanceOf(FrameException.class);
        assertThat(read(codec, ascii("xaaab"), 0, 1)).containsExactly("xa");
    }

    @Test
    void shouldFillAShortMessageWhereToldSo() throws FrameException {
        assertThat(frame(codec("framing=fixed", "framing.length=5", "framing.pad=' '"), ascii("abc")))
                .isEqualTo(ascii("abc  "));
    }

    @Test
    void shouldWriteTheSumAndLengthOfAFixMessageAnew() throws FrameException {
        byte[] right = ascii("8=FIX.4.2\0019=5\00135=0\00110=161\001");
        assertThat(frame(codec("framing=fix"), ascii("8=FIX.4.2\0019=77\00135=0\00110=000\001")))
                .isEqualTo(right);
        assertThat(frame(codec("framing=fix"), ascii("8=FIX.4.2\00135=0\001"))).isEqualTo(right);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "framing=length, framing.width=9 | framing.width = 9: is not a whole number from 1 to 8; write one, such as 4",
                "framing=length, framing.width=3, framing.half-swap=yes | framing.half-swap = yes: the field has no halves at a width of 3; write an even width, or no",
                "framing=length, framing.counts=body tail | framing.counts = body tail: body tail is not known here; write one or more of body, before, field, after, trailer, or all",
                "framing=length, framing.encoding=octal | framing.encoding = octal: is not known here; write one of binary, little-endian, ascii, hex, ebcdic, bcd",
                "framing=length, framing.offset=2, framing.before=0x01 | framing.before = 0x01: is 1 bytes, and framing.offset says 2; make them agree, or leave one out",
                "framing=delimiter | framing.end = : is missing; write bytes such as 0x1c0d, STX, CRLF or 'END', or a framing such as lf, crlf, nul, stx-etx, mllp",
                "framing=delimiter, framing.end=0x1 | framing.end = 0x1: 0x1 is not written as bytes; write bytes such as 0x1c0d, STX, CRLF or 'END'",
                "framing=lf, framing.escape=CRLF | framing.escape = CRLF: is more than one byte; write one, such as 0x7d",
                "framing=fixed | framing.length = : is missing; write the length of every message in bytes",
                "framing=stx-etx-lrc, framing.check=all | framing.check = all: all is not known here; write one or more of start, body, end",
                "framing=fix, framing.version=FIX 4 | framing.version = FIX 4: is not a version of FIX; write one such as FIX.4.4",
            })
    void shouldNameTheSettingTheWordAndTheCure(String settings, String sentence) {
        assertThat(mistakes(settings.split(", "))).containsExactly(sentence);
    }

    @Test
    void shouldRefuseEndsThatBeginWithOneAnother() {
        assertThat(mistakes("framing=delimiter", "framing.end=CR,CRLF"))
                .containsExactly(
                        "framing.end = CR,CRLF: 0x0d0a begins with 0x0d, so where it ends would depend on how bytes"
                                + " arrive; leave one of the two out");
    }
}
