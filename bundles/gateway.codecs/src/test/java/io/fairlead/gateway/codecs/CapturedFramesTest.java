package io.fairlead.gateway.codecs;

import static io.fairlead.gateway.codecs.Framing.ascii;
import static io.fairlead.gateway.codecs.Framing.hex;
import static io.fairlead.gateway.codecs.Framing.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.FrameException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames as published clients and captures have them, read and written with settings alone. */
class CapturedFramesTest {
    private static final String BODY = "0800" + "2020000000800000" + "000000" + "000001" + "29110001" + "0600201";

    /** One framing: its settings, a message, and the frame that a client sent for it. */
    record Case(String name, List<String> settings, String message, String frame) {
        byte[] bytes() {
            return ascii(frame);
        }

        @Override
        public String toString() {
            return name;
        }

        Codec codec() {
            return Framing.codec(settings.toArray(String[]::new));
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                length("ASCII 4", "30303435", "", "width=4", "encoding=ascii"),
                length("ASCII 4 hexadecimal", "30303264", "", "width=4", "encoding=hex"),
                length("NAC", "002d", "", "width=2"),
                length("little-endian 2", "2d00", "", "width=2", "encoding=little-endian"),
                length("BCD 2", "0045", "", "width=2", "encoding=bcd"),
                length("CS", "002d 0000", "", "width=2", "after=2"),
                length("raw 4", "0000002d", "", "width=4"),
                length("Amex", "002f", "", "width=2", "counts=field"),
                length("BASE24-TCP", "002e", "03", "width=2", "trailer=ETX", "counts=trailer"),
                length(
                        "VAP",
                        "0043 0000 " + "16".repeat(22),
                        "",
                        "width=2",
                        "after-bytes=0x0000" + "16".repeat(22),
                        "adjust=-22"),
                length("EBCDIC 4", "f0f0f4f5", "", "encoding=ebcdic"),
                length("ASCII 6", "303030303435", "", "width=6", "encoding=ascii"),
                length("ASCII 4 counting itself", "30303439", "", "width=4", "encoding=ascii", "counts=all"),
                length("BCD 1", "45", "", "width=1", "encoding=bcd"),
                length("binary 1", "2d", "", "width=1"),
                length("binary 3", "00002d", "", "width=3"),
                length("binary 5", "000000002d", "", "width=5"),
                length("binary 6 little-endian", "2d0000000000", "", "width=6", "encoding=little-endian"),
                length("binary 7", "0000000000002d", "", "width=7"),
                length("binary 8", "000000000000002d", "", "width=8"),
                length("halves swapped", "002d0000", "", "width=4", "half-swap=yes"),
                length("at offset 4", "01020304 002d", "", "width=2", "before=0x01020304"),
                new Case(
                        "SMPP bind",
                        List.of("framing=length", "framing.width=4", "framing.counts=field"),
                        text(hex("00000009 00000000 00000001 616200 6200 00 34 00 00 00")),
                        text(hex("0000001a 00000009 00000000 00000001 616200 6200 00 34 00 00 00"))),
                new Case(
                        "Modbus read, header kept",
                        List.of("framing=length", "framing.offset=4", "framing.width=2", "framing.header=keep"),
                        text(hex("0000 0000 0006 01 03 0000 0002")),
                        text(hex("0000 0000 0006 01 03 0000 0002"))),
                new Case(
                        "HL7 MLLP",
                        List.of("framing=mllp"),
                        "MSH|^~\\&|A|B\rPID|1\r",
                        "\013MSH|^~\\&|A|B\rPID|1\r\034\r"),
                new Case("LF", List.of("framing=lf"), "STATUS\r", "STATUS\r\n"),
                new Case("CRLF", List.of("framing=crlf"), "a\rb\nc", "a\rb\nc\r\n"),
                new Case("NUL", List.of("framing=nul"), "CONNECT\n\n", "CONNECT\n\n\0"),
                new Case("ETX", List.of("framing=etx"), "0800", "0800\3"),
                new Case("STX/ETX", List.of("framing=stx-etx"), "0800", "\0020800\3"),
                new Case(
                        "STX/ETX, kept",
                        List.of("framing=stx-etx", "framing.delimiters=keep"),
                        "\0020800\3",
                        "\0020800\3"),
                new Case(
                        "text delimiters",
                        List.of("framing=delimiter", "framing.start='<<'", "framing.end='>>' CR, '>>' LF"),
                        "a>b",
                        "<<a>b>>\r"),
                new Case(
                        "DLE stuffed",
                        List.of(
                                "framing=delimiter",
                                "framing.start=DLE STX",
                                "framing.end=DLE ETX",
                                "framing.escape=DLE"),
                        "a\020\003b",
                        "\020\002a\020\020\003b\020\003"),
                new Case(
                        "escaped",
                        List.of("framing=delimiter", "framing.end=0x7e", "framing.escape=0x7d"),
                        "a~b}c",
                        "a}~b}}c~"),
                new Case("LRC", List.of("framing=stx-etx-lrc"), "12", "\00212\3\0"),
                new Case(
                        "LRC of all",
                        List.of("framing=stx-etx-lrc", "framing.check=start, body, end"),
                        "1",
                        "\0021\0030"),
                new Case("fixed", List.of("framing=fixed", "framing.length=5"), "abcde", "abcde"),
                new Case("varint", List.of("framing=varint"), "x".repeat(300), "\u00ac\2" + "x".repeat(300)),
                new Case(
                        "FIX body",
                        List.of("framing=fix", "framing.version=FIX.4.2", "framing.header=strip"),
                        "35=A\00149=SERVER\00156=CLIENT\00134=177\00152=20090107-18:15:16\00198=0\001108=30\001",
                        "8=FIX.4.2\0019=65\00135=A\00149=SERVER\00156=CLIENT\00134=177\00152=20090107-18:15:16\00198=0\001108=30\00110=062\001"),
                new Case(
                        "FIX whole",
                        List.of("framing=fix"),
                        "8=FIX.4.2\0019=65\00135=A\00149=SERVER\00156=CLIENT\00134=177\00152=20090107-18:15:16\00198=0\001108=30\00110=062\001",
                        "8=FIX.4.2\0019=65\00135=A\00149=SERVER\00156=CLIENT\00134=177\00152=20090107-18:15:16\00198=0\001108=30\00110=062\001"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldWriteWhatTheClientSends(Case one) throws FrameException {
        assertThat(Framing.frame(one.codec(), ascii(one.message))).asHexString().isEqualTo(hexOf(one.bytes()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldReadTheFrameHoweverItIsCut(Case one) {
        for (int cut = 0; cut <= one.frame.length(); cut++) {
            assertThat(Framing.read(one.codec(), one.bytes(), cut, one.frame.length()))
                    .as("cut after %s bytes", cut)
                    .containsExactly(one.message);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldReadFiftyFramesGluedTogether(Case one) {
        ByteArrayOutputStream glued = new ByteArrayOutputStream();
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            glued.writeBytes(one.bytes());
            messages.add(one.message);
        }
        assertThat(Framing.read(one.codec(), glued.toByteArray())).isEqualTo(messages);
        assertThat(Framing.read(one.codec(), glued.toByteArray(), 0, 1)).isEqualTo(messages);
        assertThat(Framing.read(one.codec(), glued.toByteArray(), 3, 7)).isEqualTo(messages);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldSayThatTheStreamWasCutWithinAFrame(Case one) {
        for (int length = 1; length < one.frame.length(); length++) {
            byte[] part = Arrays.copyOf(one.bytes(), length);
            assertThat(Framing.read(one.codec(), part))
                    .containsExactly("CUT_SHORT: the stream ended after " + length + " bytes of a message");
        }
    }

    private static Case length(String name, String header, String trailer, String... words) {
        List<String> settings = new ArrayList<>(List.of("framing=length"));
        Stream.of(words).forEach(word -> settings.add("framing." + word));
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(hex(header));
        frame.writeBytes(ascii(BODY.substring(0, 45)));
        frame.writeBytes(hex(trailer));
        return new Case(name, settings, BODY.substring(0, 45), text(frame.toByteArray()));
    }

    private static String hexOf(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
