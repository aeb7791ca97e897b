package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Codec;
import java.util.List;
import java.util.stream.Stream;

/** Framings of every kind, with a small limit, for bytes at random. */
final class Framings {
    private static final List<String> SETTINGS = List.of(
            "framing=length, framing.width=1",
            "framing=length, framing.width=2, framing.counts=all, framing.trailer=ETX, framing.empty=echo",
            "framing=length, framing.width=3, framing.encoding=little-endian, framing.offset=1, framing.header=keep",
            "framing=length, framing.width=8, framing.adjust=-3",
            "framing=length, framing.width=2, framing.encoding=ascii",
            "framing=length, framing.width=2, framing.encoding=hex, framing.empty=message",
            "framing=length, framing.width=1, framing.encoding=bcd, framing.after=1",
            "framing=length, framing.width=2, framing.encoding=ebcdic, framing.half-swap=yes",
            "framing=fixed, framing.length=3",
            "framing=lf",
            "framing=crlf, framing.empty=message",
            "framing=mllp",
            "framing=delimiter, framing.start=DLE STX, framing.end=DLE ETX, framing.escape=DLE",
            "framing=delimiter, framing.end=0x7e, framing.escape=0x7d, framing.tail=message",
            "framing=stx-etx, framing.delimiters=keep, framing.noise=skip",
            "framing=stx-etx-lrc",
            "framing=stx-etx-lrc, framing.receipts=yes, framing.check=body",
            "framing=fix",
            "framing=fix, framing.header=strip",
            "framing=varint, framing.empty=heartbeat",
            "framing=raw, framing.gap=none",
            "framing=until-close");

    private Framings() {}

    static Stream<String> settings() {
        return SETTINGS.stream();
    }

    static Codec codec(String settings) {
        return Framing.codec(Stream.concat(Stream.of(settings.split(", ")), Stream.of("framing.max=40"))
                .filter(setting -> !settings.startsWith("framing=fixed") || !setting.startsWith("framing.max"))
                .toArray(String[]::new));
    }

    /** Returns the settings of a number, which counts round. */
    static String settings(int number) {
        return SETTINGS.get(Math.floorMod(number, SETTINGS.size()));
    }
}
