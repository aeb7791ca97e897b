package io.fairlead.rdp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PacketTest {
    @Test
    void shouldWriteThePublishedHeaderByteForByte() {
        Header header = new Header(23, 0, 5, ByteOrder.LITTLE_ENDIAN, -1, 2, 0, 0);
        assertThat(hex(new Packet(header, Double.NaN, Double.NaN, "", Optional.empty(), bytes("0102"))))
                .isEqualTo("17000545ff020000" + "0102");
        Header control = new Header(10, 0, 0, ByteOrder.BIG_ENDIAN, 127, 0, 0, 0);
        assertThat(hex(new Packet(control, Double.NaN, Double.NaN, "", Optional.empty(), bytes(""))))
                .isEqualTo("0a0000497f000000");
    }

    @Test
    void shouldWriteTimeOffsetAndUserTypeInTheirOrderInBothRepresentations() {
        Header big = new Header(23, 0, 1, ByteOrder.BIG_ENDIAN, -1, 0, 0, 0);
        assertThat(hex(new Packet(big, 1.0, 2.0, "ABCDEFGH", Optional.empty(), bytes("ff"))))
                .isEqualTo("17b00149ff000018" + "3ff0000000000000" + "4000000000000000" + "4142434445464748" + "ff");
        Header little = new Header(23, 0, 1, ByteOrder.LITTLE_ENDIAN, -1, 0, 0, 0);
        assertThat(hex(new Packet(little, 1.0, 2.0, "", Optional.empty(), bytes("ff"))))
                .isEqualTo("17300145ff000010" + "000000000000f03f" + "0000000000000040" + "ff");
    }

    @Test
    void shouldWriteTheExtensionBlockByteForByte() {
        Ext ext = new Ext(Ext.LAST, 63, 0x01020304, 5, 6, 7, 8, 9, 10, 11);
        Packet packet = Packet.of(10, 0, ByteOrder.BIG_ENDIAN, 5, 0, Double.NaN, ext, bytes("aa"));
        assertThat(hex(packet))
                .isEqualTo("0a80004905000028" + "524d583120202020" + "01" + "02" + "003f" + "01020304" + "00000005"
                        + "00000006" + "0007" + "0008" + "00000009" + "0000000a" + "0000000b" + "aa");
    }

    @Test
    void shouldReadEveryCombinationOfTypesAndAdjunctValues() throws PacketException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            for (int type = 0; type < 4; type++) {
                for (int masks = 0; masks < 8; masks++) {
                    double time = (masks & 1) == 0 ? Double.NaN : 1234.5;
                    double offset = (masks & 2) == 0 ? Double.NaN : 4096;
                    String user = (masks & 4) == 0 ? "" : "OTHER   ";
                    Header header = new Header(25, type, 3, order, 9, 1, 0, 0);
                    Packet packet = new Packet(header, time, offset, user, Optional.empty(), bytes("0a0b0c"));
                    Packet read = Packet.read(bytes(hex(packet)));
                    assertThat(Double.compare(read.time(), time)).isZero();
                    assertThat(Double.compare(read.offset(), offset)).isZero();
                    assertThat(read.userType()).isEqualTo(user);
                    assertThat(read.header().flag() & 0x0F).isEqualTo(type);
                    assertThat(read.header().order()).isEqualTo(order);
                    assertThat(read.data()).isEqualTo(bytes("0a0b0c"));
                }
            }
        }
    }

    @Test
    void shouldSkipTheAdjunctOfAUserTypeThatItDoesNotKnow() throws PacketException {
        Packet read = Packet.read(bytes("0a80004905000010" + "5858585858585858" + "0000000000000001" + "7b7d"));
        assertThat(read.ext()).isEmpty();
        assertThat(read.data()).isEqualTo(bytes("7b7d"));
    }

    @Test
    void shouldLetASettingChangeTheNumbersOfFunctions() {
        Opcodes changed = Opcodes.parse("OPEN=2, chal=1");
        assertThat(changed.code(Func.OPEN)).isEqualTo(2);
        assertThat(changed.func(1)).contains(Func.CHAL);
        assertThat(Opcodes.STANDARD.func(0)).isEmpty();
        assertThatThrownBy(() -> Opcodes.parse("OPEN=2")).hasMessageContaining("the opcode 2");
        assertThatThrownBy(() -> Opcodes.parse("OPENER=2")).hasMessageContaining("OPENER");
        assertThatThrownBy(() -> Opcodes.parse("OPEN=256")).hasMessageContaining("0 to 255");
    }

    @Test
    void shouldWriteAndReadReceiptsAndRepairRequests() throws PacketException {
        Receipt receipt = new Receipt(1, 2, 0x8000000000000001L, 3, 4, 5, 6, 7, 8, true);
        ByteBuffer out = ByteBuffer.allocate(Receipt.COUNTED_BYTES);
        receipt.write(out);
        assertThat(HexFormat.of().formatHex(out.array()))
                .isEqualTo("00000001" + "00000002" + "8000000000000001" + "00000003" + "0004" + "0005" + "00000006"
                        + "00000007" + "00000008");
        assertThat(Receipt.read(out.flip())).isEqualTo(receipt);
        Nak nak = new Nak(5, java.util.List.of(new Nak.Gap(9, 1, 2)));
        assertThat(Nak.read(nak.data())).isEqualTo(nak);
        assertThatThrownBy(() -> Nak.read(bytes("0001ffff"))).isInstanceOf(PacketException.class);
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private static String hex(Packet packet) {
        ByteBuffer out = ByteBuffer.allocate(packet.length());
        packet.write(out);
        return HexFormat.of().formatHex(out.array());
    }
}
