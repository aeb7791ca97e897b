package io.fairlead.midas;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/** Any bytes give a header, keywords and a plot's frame, or a refusal. */
class BlueFuzzTest {
    @FuzzTest(maxDuration = "5s")
    void shouldReadAnyBytes(byte[] bytes) {
        try {
            BlueHeader header = HeaderReader.read(ByteBuffer.wrap(bytes), bytes.length);
            header.count();
            if (header.extSize() > 0) {
                ByteBuffer block = ByteBuffer.wrap(bytes, header.extStart() * 512, header.extSize());
                Keyword.read(block, header.headerOrder());
            }
        } catch (BlueException e) {
            // refused, as it should be
        }
        try {
            PlotFrame.decode(ByteBuffer.wrap(bytes));
        } catch (PlotException e) {
            // refused, as it should be
        }
    }
}
