package io.fairlead.rdp.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/** Any bytes give a packet or a refusal, and a packet can be written and read again. */
class PacketFuzzTest {
    @FuzzTest(maxDuration = "5s")
    void shouldReadAnyBytes(byte[] bytes) {
        try {
            Packet packet = Packet.read(ByteBuffer.wrap(bytes));
            ByteBuffer out = ByteBuffer.allocate(packet.length());
            packet.write(out);
            Packet again = Packet.read(out.flip());
            if (!again.data().equals(packet.data()) || !again.ext().equals(packet.ext())) {
                throw new AssertionError(packet + " became " + again);
            }
            Receipt.read(packet.data().duplicate());
            Nak.read(packet.data().duplicate());
        } catch (PacketException e) {
            // refused, as it should be
        }
    }
}
